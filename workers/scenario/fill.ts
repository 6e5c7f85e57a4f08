/**
 * Typed file -> Scenario: the defaults that depend on a neighbour, and the names of the engine's side.
 */
import type {
  Grid,
  JobGenerator,
  JobSpec,
  Link,
  Scenario,
  ScenarioEvent,
  TransferSpec,
  WorkClass,
} from './scenario.ts';
import type { StoryScene } from './story.ts';
import { PLAIN_CLASS, workClass as workClassSchema } from './schema-work.ts';
import type { ScenarioFile } from './schema.ts';

type FileJob = ScenarioFile['jobs']['list'][number];
type FileGenerator = ScenarioFile['jobs']['generate'][number];
type FileTransfer = ScenarioFile['transfers']['list'][number];
type FileLink = ScenarioFile['links'][string];

/** Share of the TDP that an accelerator draws when idle, where its figure is not given. */
const IDLE_SHARE_OF_TDP = 0.15;

/** Of a site of which neither it nor the kind of cooling is given. */
const PUE = 1.2;

/** @param file from `validate`, without issues */
export function fillDefaults(file: ScenarioFile): Scenario {
  const { $schema: _schema, name, start, duration, tick, openAt, ...same } = file;
  const { epoch, series, file: _file, ...demand } = file.demand;
  return {
    ...same,
    name: name ?? { en: file.id },
    startMs: start,
    durationS: duration,
    tickS: tick,
    openAtS: openAt,
    accelerators: mapEntries(file.accelerators, (type, id) => ({
      ...type,
      name: type.name ?? id,
      idleW: type.idleW ?? IDLE_SHARE_OF_TDP * type.tdpW,
    })),
    grids: mapEntries(file.grids, fillGrid),
    sites: mapEntries(file.sites, (site, id) => ({
      ...site,
      name: site.name ?? { en: id },
      pue: site.pue ?? (site.cooling === null ? PUE : null),
      region: site.region ?? site.country,
      phases: site.phases
        .map(({ at, pools }) => ({ atS: momentS(at, start), pools }))
        .sort((x, y) => x.atS - y.atS),
    })),
    metros: mapEntries(file.metros, (metro, id) => ({
      ...metro,
      name: metro.name ?? { en: id },
      region: metro.region ?? metro.country,
      utcOffsetH: metro.utcOffsetH ?? Math.round(metro.lon / 15),
    })),
    links: mapEntries(file.links, fillLink),
    classes: fillClasses(file),
    jobs: {
      list: file.jobs.list.map(fillJob),
      generate: file.jobs.generate.map((generator, i) => fillGenerator(generator, i, duration)),
    },
    transfers: { list: file.transfers.list.map(fillTransfer) },
    demand: {
      ...demand,
      epochS: epoch,
      series: series.map(({ at, step, ...same }) => ({ ...same, atS: at, stepS: step })),
    },
    events: file.events.map((event) => fillEvent(event, start)),
    story: file.story.map((scene) => fillScene(scene, start, duration)).filter(({ atS }) => atS <= duration),
  };
}

type Moment = number | { ms: number };

/** Seconds since the start; what lies before it counts as there from the start. */
function momentS(moment: Moment, startMs: number): number {
  return Math.max(0, signedMomentS(moment, startMs));
}

function signedMomentS(moment: Moment, startMs: number): number {
  return typeof moment === 'number' ? moment : (moment.ms - startMs) / 1000;
}

/** Ids that a job, generator or transfer without one goes by. */
export const defaultId = {
  job: (index: number) => `job-${index}`,
  generator: (index: number) => `generated-${index}`,
  transfer: (index: number) => `transfer-${index}`,
};

function mapEntries<From, To>(
  entries: Record<string, From>,
  fill: (entry: From, id: string) => To,
): Record<string, To> {
  return Object.fromEntries(Object.entries(entries).map(([id, entry]) => [id, fill(entry, id)]));
}

function fillGrid({ series, ...same }: ScenarioFile['grids'][string], id: string): Grid {
  if (series === null) return { ...same, name: same.name ?? id, series };
  const { step, ...values } = series;
  return { ...same, name: same.name ?? id, series: { ...values, stepS: step } };
}

function fillEvent({ at, ...happening }: ScenarioFile['events'][number], startMs: number): ScenarioEvent {
  const atS = momentS(at, startMs);
  if (!('until' in happening) || happening.until === undefined) return { atS, ...happening } as ScenarioEvent;
  const { until, ...same } = happening;
  return { atS, ...same, untilS: momentS(until, startMs) } as ScenarioEvent;
}

function fillScene(
  { at, playTo, do: happenings, ...same }: ScenarioFile['story'][number],
  startMs: number,
  endS: number,
): StoryScene {
  return {
    ...same,
    atS: momentS(at, startMs),
    playToS: playTo === null ? null : Math.min(endS, momentS(playTo, startMs)),
    do: happenings.map((event) => fillEvent(event, startMs)),
  };
}

function fillLink({ bps, gbps, name, ...same }: FileLink, id: string): Link {
  return { ...same, gbps: gbps ?? bps! / 1e9, name: name ?? id };
}

function fillClass(workClass: ScenarioFile['classes'][string], id: string, startMs: number): WorkClass {
  const name = workClass.name ?? { en: id };
  const efficiencyFromS = signedMomentS(workClass.efficiencyFrom, startMs);
  if (workClass.kind === 'request') {
    const { efficiencyFrom: _, ...same } = workClass;
    return { ...same, name, efficiencyFromS };
  }
  const { checkpointTime, checkpointEvery, restartTime, step, efficiencyFrom: _, ...same } = workClass;
  return {
    ...same,
    name,
    checkpointTimeS: checkpointTime,
    checkpointEveryS: checkpointEvery,
    restartTimeS: restartTime,
    stepS: step,
    efficiencyFromS,
  };
}

function fillClasses(file: ScenarioFile): Scenario['classes'] {
  const classes: Scenario['classes'] = mapEntries(file.classes, (workClass, id) =>
    fillClass(workClass, id, file.start),
  );
  const plain = [...file.jobs.list, ...file.jobs.generate].some((entry) => entry.class === PLAIN_CLASS);
  if (plain && !Object.hasOwn(classes, PLAIN_CLASS)) {
    classes[PLAIN_CLASS] = fillClass(
      workClassSchema.parse({ kind: 'job', name: { en: 'Job', zh: '作业' }, mfu: 1 }),
      PLAIN_CLASS,
      file.start,
    );
  }
  return classes;
}

function fillJob({ at, ...same }: FileJob, index: number): JobSpec {
  return { ...same, id: same.id ?? defaultId.job(index), atS: at };
}

function fillGenerator({ from, to, ...same }: FileGenerator, index: number, durationS: number): JobGenerator {
  return { ...same, id: same.id ?? defaultId.generator(index), fromS: from, toS: to ?? durationS };
}

function fillTransfer({ at, ...same }: FileTransfer, index: number): TransferSpec {
  return { ...same, id: same.id ?? defaultId.transfer(index), atS: at };
}
