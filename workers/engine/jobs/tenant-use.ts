/** What each tenant holds and has held: kept where the queue policy shares by it (`fair-share`). */
import type { EngineState } from '../state.ts';

/** Changes what a tenant holds by `accelerators`; the accelerator-seconds until now are added up. */
export function holdForTenant(state: EngineState, tenant: number, accelerators: number, timeS: number): void {
  const { tenantHeld, tenantUsedS, tenantSinceS } = state;
  if (tenantHeld.length === 0) return;
  tenantUsedS[tenant] += tenantHeld[tenant] * (timeS - tenantSinceS[tenant]);
  tenantSinceS[tenant] = timeS;
  tenantHeld[tenant] += accelerators;
}
