/** What a runner does: a draw's two runs, from files it is given once. */
import type { JsonObject } from '../../scenario/patch.ts';
import type { RunResult } from '../../sweep/ensemble.ts';
import type { Point } from '../../sweep/expand.ts';
import { createRunner, runPoint, type Runner } from '../../sweep/run.ts';
import type { SweepSpec } from '../../sweep/spec.ts';
import { toolsFor } from '../solver.ts';

/** Draws differ all: only the two runs of one have a world in common. */
const WORLDS = 1;

export type Work = {
  spec: SweepSpec;
  /** Scenario files with bundles, logs and commands in them. */
  files: JsonObject[];
  /** By branch: its file, and whether its sites are linked. */
  lines: readonly { file: number; linked: boolean }[];
};

export type RunService = {
  /** Work that is asked for by its name from now on. */
  prepare(name: string, work: Work): void;
  /** The runs of a draw, by branch. */
  run(name: string, point: Point): Promise<RunResult[]>;
};

export function createRunService(): RunService {
  const prepared = new Map<string, { work: Work; runners: Runner[] }>();
  return {
    prepare(name, work) {
      const runners = work.files.map((file) =>
        createRunner(file, work.spec, (world) => toolsFor(world), WORLDS),
      );
      prepared.set(name, { work, runners });
    },
    async run(name, point) {
      const { work, runners } = prepared.get(name)!;
      const results: RunResult[] = [];
      for (const { file, linked } of work.lines) {
        const patch = { ...point.patch, linked };
        const { hash, fault, metrics, series } = await runPoint(runners[file], { ...point, patch });
        results.push({ hash, fault, metrics, series });
      }
      return results;
    },
  };
}
