/**
 * What an event costs as the world grows and its surroundings do not: regions of ten sites in a ring, each with the
 * same traffic of its own. Near flat, if cost follows what an event changes.
 */
import { advanceTo, createRun, stateHash } from '../../workers/engine/engine.ts';
import { uniform } from '../../workers/engine/random.ts';
import type { Run } from '../../workers/engine/run.ts';
import { hashText } from '../../workers/frame/read.ts';
import { runOf } from '../fixtures/worlds.ts';
import { timed, type Row } from './measure.ts';

const REGION = 10;
/** Transfers of a region, some ten at once. */
const TRANSFERS = 40;
const HORIZON_S = 4000;
/** Small worlds run several times over, so that each row times as many events. */
const MOST_SITES = 10_000;
const REPETITIONS = 3;

/** Regions in a ring; the sites of each hang together as a tree. */
function ringOfRegions(sites: number): Record<string, unknown> {
  const regions = sites / REGION;
  const name = (region: number, site: number) => `r${String(region).padStart(4, '0')}-${site}`;
  const links: Record<string, object> = {};
  const list: object[] = [];
  let draw = 0;
  const random = () => uniform(1, 1, 0, draw++);
  for (let region = 0; region < regions; region++) {
    const next = (region + 1) % regions;
    links[name(region, 0)] = { a: name(region, 0), b: name(next, 0), gbps: 100, delayMs: 5 };
    for (let site = 1; site < REGION; site++) {
      links[name(region, site)] = {
        a: name(region, site % 3 === 0 ? 0 : site - 1),
        b: name(region, site),
        gbps: 10,
        delayMs: 1,
      };
    }
    for (let i = 0; i < TRANSFERS; i++) {
      const from = Math.floor(random() * REGION);
      const to = (from + 1 + Math.floor(random() * (REGION - 1))) % REGION;
      list.push({
        id: `${name(region, 0)}-${i}`,
        from: name(region, from),
        to: name(region, to),
        bytes: Math.round(5e11 * (0.5 + random())),
        at: Math.round(random() * HORIZON_S * 1000) / 1000,
      });
    }
  }
  return {
    duration: '1d',
    accelerators: { cpu: { bf16Tflops: 1 } },
    sites: Object.fromEntries(
      Array.from({ length: sites }, (_, i) => [
        name(Math.floor(i / REGION), i % REGION),
        { lat: 0, lon: 0, pools: { cpu: 1 } },
      ]),
    ),
    links,
    transfers: { list },
  };
}

function local(sites: number): Row {
  const { world } = runOf(ringOfRegions(sites));
  const times = MOST_SITES / sites;
  let last: Run | null = null;
  const values = timed(
    REPETITIONS,
    () => Array.from({ length: times }, () => (last = createRun(world))),
    (runs) => runs.forEach((run) => advanceTo(run, 1e12)),
  ).map((ms) => (1000 * ms) / (2 * times * world.transfers.count));
  const run = last!;
  const { high, low } = stateHash(run);
  return {
    name: `cost per event, ${sites} sites, ${world.transfers.count} local flows`,
    values,
    unit: 'us/flow-event',
    must: null,
    better: 'less',
    stateBytes: run.state.buffer.byteLength,
    hash: hashText(high, low),
  };
}

export function localRows(): Row[] {
  return [100, 1000, MOST_SITES].map(local);
}
