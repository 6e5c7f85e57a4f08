/** What each tenant holds and has held. Only where the queue policy shares by it (`fair-share`) has the state room for it. */
import type { EngineState } from '../state.ts';

/** Changes what a tenant holds by `accelerators`; the accelerator-seconds until now are added up. */
export function holdForTenant(state: EngineState, tenant: number, accelerators: number, timeS: number): void {
  const { tenantHeld, tenantUsedS, tenantSinceS } = state.extra;
  tenantUsedS[tenant] += tenantHeld[tenant] * (timeS - tenantSinceS[tenant]);
  tenantSinceS[tenant] = timeS;
  tenantHeld[tenant] += accelerators;
}
