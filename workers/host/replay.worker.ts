/** A run of a sweep once more, in the visitor's own browser, by the code that ran it first. */
import { expose } from 'comlink';
import type { JsonObject } from '../scenario/patch.ts';
import { createRunner, runPoint } from '../sweep/run.ts';
import type { SweepSpec } from '../sweep/spec.ts';
import type { ReplayApi } from './board/protocol.ts';
import { toolsFor } from './solver.ts';

const api: ReplayApi = {
  async replay({ run, seed, patch, scenario, spec }) {
    const runner = createRunner(JSON.parse(scenario) as JsonObject, JSON.parse(spec) as SweepSpec, (world) =>
      toolsFor(world),
    );
    const { hash, fault } = await runPoint(runner, { run, seed, patch: patch as JsonObject, at: [] });
    return { hash, fault };
  },
};

expose(api);
