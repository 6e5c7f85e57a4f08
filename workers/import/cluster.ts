/** Job logs and machines -> the site they ran on, as large as the log says or its work needs. */
import type { JsonObject } from '../scenario/patch.ts';
import { PLACE } from './assumed.ts';
import type { ImportedJob, JobsPart, MachinesPart } from './parts.ts';
import type { Phrase } from './report.ts';
import type { Topology } from './topology.ts';

export type LogJob = ImportedJob & { site: string };

/** A machine of which nothing else is known is taken to be this busy. */
const BUSY = 0.7;

export type Cluster = {
  sites: Record<string, JsonObject>;
  accelerators: Record<string, JsonObject>;
  jobs: LogJob[];
  notes: Phrase[];
};

/** @param offsetsS what to add to the times of each log for seconds of the run */
export function clusterOf(
  logs: { file: string; part: JobsPart }[],
  machines: { part: MachinesPart }[],
  offsetsS: number[],
  topology: Topology | null,
): Cluster {
  const pools: Record<string, number> = {};
  for (const { part } of machines)
    for (const [type, count] of part.types) pools[type] = (pools[type] ?? 0) + count;
  const site = topology?.home ?? 'cluster';
  const jobs = listJobs(logs, offsetsS, site, pools);
  const notes: Phrase[] = [];
  if (machines.length === 0) {
    const said = logs.reduce((most, { part }) => Math.max(most, part.size ?? 0), 0);
    const largest = jobs.reduce((most, { accelerators }) => Math.max(most, accelerators), 1);
    const count = said > 0 ? said : Math.max(largest, neededFor(jobs));
    pools[logs.some(({ part }) => part.size !== null) ? 'processor' : 'accelerator'] = count;
    notes.push(
      said > 0
        ? {
            en: `the machine has ${count} processors, as the log says`,
            zh: `机器有 ${count} 个处理器（据日志）`,
          }
        : {
            en: `the log says no size: ${count} accelerators are assumed, on which it is ${BUSY * 100} % busy or its largest job fits`,
            zh: `日志未写规模：假定 ${count} 张加速卡，使利用率约 ${BUSY * 100}% 或容得下最大的作业`,
          },
    );
  }
  notes.push({
    en: 'all types are set to one speed, so that lengths hold as logged',
    zh: '各型号设为同一速度，使运行时长与日志一致',
  });
  return { sites: sitesOf(pools, site, topology, notes), accelerators: typesOf(pools), jobs, notes };
}

function listJobs(
  logs: { file: string; part: JobsPart }[],
  offsetsS: number[],
  site: string,
  pools: Record<string, number>,
): LogJob[] {
  const jobs: LogJob[] = [];
  logs.forEach(({ part }, i) => {
    const shift = offsetsS[i] + (part.zeroS ?? 0);
    for (const job of part.jobs)
      jobs.push({
        ...job,
        // Of several logs each may have a job 1.
        id: logs.length > 1 ? `${i + 1}.${job.id}` : job.id,
        atS: Math.max(0, Number((job.atS + shift).toFixed(3))),
        types: job.types.filter((type) => Object.hasOwn(pools, type)),
        site,
      });
  });
  return jobs.sort((x, y) => x.atS - y.atS);
}

/** Accelerators on which the work of a log keeps them busy to BUSY over the time of its submissions. */
function neededFor(jobs: LogJob[]): number {
  let work = 0;
  let lastS = 0;
  for (const { atS, runS, accelerators } of jobs) {
    work += runS * accelerators;
    lastS = Math.max(lastS, atS);
  }
  return lastS > 0 ? Math.min(1e9, Math.ceil(work / lastS / BUSY)) : 1;
}

function sitesOf(
  pools: Record<string, number>,
  site: string,
  topology: Topology | null,
  notes: Phrase[],
): Record<string, JsonObject> {
  if (topology) {
    notes.push({
      en: `the log is at home at ${site}, the site with the most links; every site has a machine like the log's`,
      zh: `日志归属链路最多的站点 ${site}；各站点都有与日志相同的机器`,
    });
    return Object.fromEntries(
      Object.entries(topology.sites).map(([id, one]) => [id, { ...one, pools: { ...pools } }]),
    );
  }
  return {
    [site]: {
      name: { en: 'Cluster', zh: '集群' },
      ...PLACE,
      country: 'US',
      pools,
      provenance: { source: 'imported log', confidence: 'given', note: 'The place is assumed.' },
    },
  };
}

function typesOf(pools: Record<string, number>): Record<string, JsonObject> {
  return Object.fromEntries(
    Object.keys(pools).map((type) => [
      type,
      type === 'processor'
        ? { name: 'Processor', bf16Tflops: 1, tdpW: 100 }
        : {
            name: type,
            bf16Tflops: 100,
            tdpW: 400,
            provenance: {
              source: 'assumed at import',
              confidence: 'estimate',
              note: 'One speed for all types, so that lengths hold as logged.',
            },
          },
    ]),
  );
}
