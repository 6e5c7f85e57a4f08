/** Classes of jobs and tenants as columns: what the rules of jobs ask of them (J3-J8). */
import type { JobClass, Scenario, WorkClass } from '../scenario/scenario.ts';
import type { Ids } from './ids.ts';
import type { JobClassTable, TenantTable } from './world.ts';

const UNLIMITED = 0x7fffffff;

export function compileJobClasses(scenario: Scenario, ids: Ids): JobClassTable {
  const column = (value: (jobClass: JobClass) => number): Float64Array =>
    Float64Array.from(ids.classes, (id) => {
      const workClass = scenario.classes[id];
      return workClass.kind === 'job' ? value(workClass) : 0;
    });
  const saves = Uint8Array.from(
    column(({ checkpointTimeS, checkpointEveryS }) =>
      checkpointTimeS > 0 || checkpointEveryS !== null ? 1 : 0,
    ),
  );
  const failureRate = Float64Array.from(
    ids.classes.flatMap((id) => ids.types.map((type) => failuresPerS(scenario.classes[id], type))),
  );
  const fails = Uint8Array.from(
    column(({ acceleratorMtbfHours: hours, acceleratorMtbfHoursByType: byType }) =>
      hours !== null || Object.keys(byType).length > 0 ? 1 : 0,
    ),
  );
  const failing = fails.includes(1);
  return {
    saves,
    checkpointBits: column(({ checkpointGB }) => checkpointGB * 8e9),
    checkpointTimeS: column(({ checkpointTimeS }) => checkpointTimeS),
    checkpointEveryS: column(({ checkpointEveryS }) => checkpointEveryS ?? 0),
    restartTimeS: column(({ restartTimeS }) => restartTimeS),
    fails,
    failureRate,
    preemptible: Uint8Array.from(column(({ preemptible }) => (preemptible ? 1 : 0))),
    stepS: column(({ stepS }) => stepS),
    gradientBits: column(({ gradientGB }) => gradientGB * 8e9),
    syncEvery: column(({ syncEvery }) => syncEvery),
    overlap: column(({ overlap }) => overlap),
    exchangeBps: column(({ exchangeGbps }) => (exchangeGbps === null ? Infinity : exchangeGbps * 1e9)),
    interruptible: failing || scenario.policy.preempt || scenario.policy.harvest || saves.includes(1),
    failing,
  };
}

function failuresPerS(workClass: WorkClass, type: string): number {
  if (workClass.kind !== 'job') return 0;
  const hours = workClass.acceleratorMtbfHoursByType[type] ?? workClass.acceleratorMtbfHours;
  return hours === null ? 0 : 1 / (hours * 3600);
}

/** Tenants in the order of `ids.tenants`: those that have jobs. */
export function compileTenants(scenario: Scenario, ids: Ids): TenantTable {
  const tenants = ids.tenants.map((name) =>
    Object.hasOwn(scenario.tenants, name) ? scenario.tenants[name] : { quota: null, share: 1 },
  );
  return {
    count: tenants.length,
    quota: Int32Array.from(tenants, ({ quota }) => Math.min(quota ?? UNLIMITED, UNLIMITED)),
    share: Float64Array.from(tenants, ({ share }) => share),
    limited: tenants.some(({ quota }) => quota !== null),
  };
}
