/** Ensembles: the same bands whoever runs the draws, tight differences, runs that can be run again (T6). */
import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import type { BandsReport, EnsembleRequest } from '../../workers/ensemble.ts';
import { metricIndex } from '../../workers/engine/metrics.ts';
import { createEnsemble, type Ensemble, type RunnerLink } from '../../workers/host/ensemble/ensemble.ts';
import { openEnsemble } from '../../workers/host/ensemble/open-ensemble.ts';
import { createRunService } from '../../workers/host/ensemble/run-service.ts';
import { aheadHash, createBranch, createRows, reachedEnd, stepAhead } from '../../workers/host/branch.ts';
import { openScenario } from '../../workers/host/open-scenario.ts';
import type { LoggedCommand } from '../../workers/protocol.ts';
import { mergePatch, type JsonObject } from '../../workers/scenario/patch.ts';
import { BAND_SHARES, KEY_FIGURES, OF, SERIES_FIGURES, type Of } from '../../workers/sweep/bands.ts';
import { noiseLevel } from '../../workers/sweep/ensemble.ts';
import { factorPatch, factorsOf } from '../../workers/sweep/facts.ts';
import { quantiles } from '../../workers/sweep/quantiles.ts';
import { compileWorld } from '../../workers/world/compile.ts';
import { SHOCKED } from '../fixtures/shocked.ts';

const fact = (source: string, bands: object) => ({ provenance: { source, bands } });
const FILE = mergePatch(SHOCKED, {
  id: 'shocked',
  sites: {
    a: { pue: 1.3, ...fact('builder of a', { pue: [1.1, 1.3, 1.6] }) },
    b: { pue: 1.2, ...fact('builder of b', { pue: [1.1, 1.2, 1.3] }) },
  },
  links: { ab: fact('carrier', { gbps: [5, 10, 20] }) },
  // Nothing is put there: its figure moves no answer.
  accelerators: {
    spare: { bf16Tflops: 50, priceUsd: 900, ...fact('dealer', { priceUsd: [500, 900, 2000] }) },
  },
}) as JsonObject;
const CUT: LoggedCommand[] = [{ tick: 3, command: { do: 'link-cut', link: 'ab' } }];

function request(changes: Partial<EnsembleRequest> = {}): EnsembleRequest {
  return {
    text: JSON.stringify(FILE),
    files: {},
    shipped: 'nowhere:/',
    lines: [
      { linked: true, patches: [{ linked: true }], log: [] },
      { linked: false, patches: [{ linked: false }], log: [] },
    ],
    varies: 'both',
    draws: 24,
    drawSeed: 1,
    ...changes,
  };
}

type Done = { ensemble: Ensemble; report: BandsReport; reports: BandsReport[] };

async function open(asked: EnsembleRequest) {
  const reply = await openEnsemble(asked);
  if (!reply.ok) throw new Error(JSON.stringify(reply.issues));
  return reply.opened;
}

/** Runs an ensemble on so many runners; `seat` may put something between. */
async function run(
  asked: EnsembleRequest,
  runners = 1,
  seat: (id: number, ensemble: Ensemble) => RunnerLink = () => createRunService(),
): Promise<Done> {
  const opened = await open(asked);
  const reports: BandsReport[] = [];
  let time = 0;
  return new Promise((resolve) => {
    const onReport = (report: BandsReport): void => {
      reports.push(report);
      if (report.done === asked.draws) resolve({ ensemble, report, reports });
    };
    const ensemble = createEnsemble(opened, { onProgress: () => {}, onReport }, () => (time += 100));
    ensemble.run(true);
    for (let id = 0; id < runners; id++) ensemble.join(id, seat(id, ensemble));
  });
}

function band({ figures }: BandsReport, key: (typeof KEY_FIGURES)[number], of: Of): number[] {
  const at = (KEY_FIGURES.indexOf(key) * OF.length + OF.indexOf(of)) * BAND_SHARES.length;
  return [...figures.subarray(at, at + BAND_SHARES.length)];
}

/** A runner whose draws come back in an order of its own. */
function late(service: RunnerLink, id: number): RunnerLink {
  return {
    prepare: (name, work) => service.prepare(name, work),
    async run(name, point) {
      const results = await service.run(name, point);
      await new Promise((go) => setTimeout(go, (point.run * 7 + id * 3) % 11));
      return results;
    },
  };
}

test('bands are the same to the bit for one runner, for three, and where a runner is lost in the middle', async () => {
  const one = await run(request());
  const three = await run(request(), 3, (id) => late(createRunService(), id));
  const lossy = await run(request(), 2, (id, ensemble) => {
    const service = late(createRunService(), id);
    let runs = 0;
    return {
      ...service,
      run(name, point) {
        if (id === 1 && ++runs === 3) {
          setTimeout(() => ensemble.leave(id, true));
          return new Promise(() => {});
        }
        return service.run(name, point);
      },
    };
  });
  for (const other of [three, lossy]) {
    expect(other.report.figures).toEqual(one.report.figures);
    expect(other.report.series).toEqual(one.report.series);
    expect(other.report.influence).toEqual(one.report.influence);
    expect(other.ensemble.table().hashes).toEqual(one.ensemble.table().hashes);
  }
  expect(one.report).toMatchObject({ done: 24, failed: 0, fault: null });
  expect(one.reports[0]!.done).toBe(4);
});

test('bands are the quantiles of the runs, and those of the difference of pairs on the same draw', async () => {
  const { report, ensemble } = await run(request());
  const { runs } = ensemble.table();
  const column = metricIndex('energyJ');
  const [shown, reference] = runs.map((line) => line.map((metrics) => metrics[column]!)) as [
    number[],
    number[],
  ];
  expect(band(report, 'energyJ', 'shown')).toEqual(quantiles(shown, BAND_SHARES));
  const paired = shown.map((value, i) => value - reference[i]!);
  expect(band(report, 'energyJ', 'difference')).toEqual(quantiles(paired, BAND_SHARES));
  const spread = ([low, , high]: number[]) => high! - low!;
  expect(spread(quantiles(paired, BAND_SHARES))).toBeLessThan(spread(quantiles(shown, BAND_SHARES)) / 4);
});

test('a series ends where the figures stand, and looks at the ticks that were planned', async () => {
  const { plan } = await open(request());
  expect(plan.ticks).toEqual(Array.from({ length: 25 }, (_, tick) => tick));
  const { report } = await run(request());
  const figure = SERIES_FIGURES.indexOf('energyJ');
  const last = ((figure * OF.length + 1) * plan.ticks.length + plan.ticks.length - 1) * BAND_SHARES.length;
  expect([...report.series.subarray(last, last + 3)]).toEqual(band(report, 'energyJ', 'reference'));
});

test('chance alone draws seeds and no facts; facts alone keep the seed; another seed of the draws, other bands', async () => {
  const chance = await run(request({ varies: 'chance' }));
  expect(chance.report.influence).toBe(null);
  expect([...chance.ensemble.table().seeds]).toEqual(Array.from({ length: 24 }, (_, i) => 1 + i));
  const facts = await run(request({ varies: 'facts' }));
  expect(new Set(facts.ensemble.table().seeds).size).toBe(1);
  const other = await run(request({ varies: 'facts', drawSeed: 2 }));
  expect(other.report.figures).not.toEqual(facts.report.figures);
});

test('tells which fact the answer goes with, its sign, and what may be chance', async () => {
  const asked = request({ varies: 'facts', draws: 80 });
  const { plan } = await open(asked);
  const { ensemble, reports } = await run(asked);
  ensemble.ask({ figure: 'energyJ', of: 'shown' });
  const { ranks, noise } = reports.at(-1)!.influence!;
  expect(plan.facts[ranks[0]!.fact]).toMatchObject({ key: 'sites.pue', source: 'builder of a', count: 1 });
  expect(ranks[0]!.correlation).toBeGreaterThan(0.9);
  const spare = ranks.find(({ fact: at }) => plan.facts[at]!.key === 'accelerators.priceUsd')!;
  expect(Math.abs(spare.correlation)).toBeLessThan(noise);
  // z of 1 - 0.05 / 2 is 1.95996.
  expect(noiseLevel(101, 1)).toBeCloseTo(0.196, 3);
});

test('Sobol indices of what is nearly a sum say what each fact makes of it', async () => {
  const asked = request({ varies: 'facts', draws: 8 });
  const { plan } = await open(asked);
  const { ensemble } = await run(asked);
  const facts = plan.facts.flatMap(({ key }, i) => (key === 'sites.pue' ? [i] : []));
  const { indices } = await ensemble.indices(facts, 64, { figure: 'energyJ', of: 'shown' }, () => {});
  expect(indices.map(({ fact: at }) => at)).toEqual(facts);
  const [a, b] = indices;
  expect(a!.total).toBeGreaterThan(3 * b!.total);
  expect(Math.abs(a!.total + b!.total - 1)).toBeLessThan(0.2);
  expect(Math.abs(a!.first - a!.total)).toBeLessThan(0.2);
});

test('a picked run, opened with its seed, its patch and the commands, ends in the state the ensemble found', async () => {
  const fork = { linked: true, patches: [{ duration: '20h' }, { linked: true }], log: CUT };
  const base = { ...fork, log: [] };
  const { ensemble } = await run(request({ lines: [fork, base], draws: 5 }));
  const { seed, patch, hashes } = ensemble.draw(3, { name: { en: 'twenty hours' } });
  expect(hashes[0]).not.toBe(hashes[1]);
  for (const [i, { patches, log }] of [fork, base].entries()) {
    const opened = await openScenario({
      text: JSON.stringify(FILE),
      patches: [patches[0], patch, { seed }, { linked: true }],
      read: () => Promise.reject(new Error('reads no bundle')),
    });
    if (!opened.ok) throw new Error(JSON.stringify(opened.issues));
    const branch = createBranch(compileWorld(opened.scenario), log);
    while (!reachedEnd(branch)) stepAhead(branch, createRows(1), 0);
    expect(aheadHash(branch)).toBe(hashes[i]);
  }
});

test('growth of phases: at the ends of its band the build-out is the one that the story of 2032 tells', () => {
  const file = JSON.parse(
    readFileSync(new URL('../../public/scenarios/race-2032.json', import.meta.url), 'utf8'),
  ) as { story: { patch?: JsonObject }[] } & JsonObject;
  const factors = factorsOf(file, ['*'], 'facts');
  if (!Array.isArray(factors)) throw new Error(factors.message);
  expect(factors.map(({ name, figures }) => [name, figures.length])).toEqual([
    ['sites.phases#1', 3],
    ['sites.phases#2', 3],
  ]);
  const sizes = (patch: unknown): number[] =>
    JSON.stringify(patch)
      .match(/:\d+/g)!
      .map((text) => Number(text.slice(1)));
  const [china, states] = factors as [(typeof factors)[number], (typeof factors)[number]];
  for (const [scene, ofChina, ofStates] of [
    [2, 1, 0],
    [3, 0, 1],
  ] as const) {
    const told = file.story[scene]!.patch!.sites as JsonObject;
    for (const [factor, at] of [
      [china, ofChina],
      [states, ofStates],
    ] as const) {
      const drawn = factorPatch(file, factor, at).sites as JsonObject;
      for (const [id, site] of Object.entries(drawn)) {
        const wanted = sizes((told[id] as JsonObject).phases);
        sizes((site as JsonObject).phases).forEach((size, i) =>
          expect(Math.abs(size / wanted[i]! - 1)).toBeLessThan(2e-3),
        );
      }
    }
  }
});
