/** N2, T6: routes through cuts and repairs, against labels worked out anew, whatever trees are cached. */
import fc from 'fast-check';
import { expect, it } from 'vitest';
import { nextEventS } from '../../workers/engine/advance.ts';
import {
  advanceTo,
  createRun,
  restoreSnapshot,
  stateHash,
  takeSnapshot,
} from '../../workers/engine/engine.ts';
import { forgetRoutes } from '../../workers/engine/network/routes.ts';
import type { Run } from '../../workers/engine/run.ts';
import { FLOW, N } from '../../workers/engine/state.ts';
import { runOf } from '../fixtures/worlds.ts';

const SITES = 30;
const LINKS = 45;
const UNTIL_S = 2000;
const WORLDS = Number(process.env.WORLDS ?? 60);

const node = fc.nat({ max: SITES - 1 });
const pair = fc.tuple(node, node).filter(([a, b]) => a !== b);
const second = fc.integer({ min: 0, max: 1000 });

const drawn = fc.record({
  ends: fc.array(pair, { minLength: LINKS, maxLength: LINKS }),
  // Few delays, so that ties are many; none at all among them.
  delaysMs: fc.array(fc.constantFrom(0, 1, 2, 3), { minLength: LINKS, maxLength: LINKS }),
  transfers: fc.array(fc.tuple(pair, second), { minLength: 30, maxLength: 60 }),
  events: fc.array(fc.tuple(fc.boolean(), fc.nat({ max: LINKS - 1 }), second), {
    minLength: 10,
    maxLength: 40,
  }),
});

type Drawn = typeof drawn extends fc.Arbitrary<infer T> ? T : never;

function world({ ends, delaysMs, transfers, events }: Drawn): Run {
  const link = (l: number) => `l${String(l).padStart(2, '0')}`;
  return runOf({
    accelerators: { cpu: { bf16Tflops: 1 } },
    sites: Object.fromEntries(
      Array.from({ length: SITES }, (_, s) => [`s${s}`, { lat: 0, lon: 0, pools: { cpu: 1 } }]),
    ),
    links: Object.fromEntries(
      ends.map(([a, b], l) => [link(l), { a: `s${a}`, b: `s${b}`, bps: 800, delayMs: delaysMs[l] }]),
    ),
    transfers: {
      list: transfers.map(([[from, to], at], i) => {
        return { id: `t${i}`, from: `s${from}`, to: `s${to}`, bytes: 100 * (1 + (i % 50)), at };
      }),
    },
    events: events.map(([up, l, at]) => ({ at, do: up ? 'link-repair' : 'link-cut', link: link(l) })),
  });
}

/** The arcs of the best route by relaxing every arc until nothing changes; null for none. */
function plainRoute(run: Run, from: number, to: number): number[] | null {
  const { links, sites } = run.world;
  const labels = Array.from({ length: sites.count }, () => [Infinity, 0, -1] as [number, number, number]);
  labels[from] = [0, 0, -1];
  for (let changed = true; changed;) {
    changed = false;
    for (let arc = 0; arc < 2 * links.count; arc++) {
      const link = arc >> 1;
      if (run.state.linkUp[link] === 0) continue;
      const [tail, head] =
        arc % 2 === 0 ? [links.a[link]!, links.b[link]!] : [links.b[link]!, links.a[link]!];
      if (labels[tail]![0] === Infinity || head === from) continue;
      const label = [labels[tail]![0] + links.delayS[link]!, labels[tail]![1] + 1, arc] as const;
      const at = label.findIndex((value, i) => value !== labels[head]![i]);
      if (at < 0 || label[at]! > labels[head]![at]!) continue;
      labels[head] = [...label];
      changed = true;
    }
  }
  if (labels[to]![0] === Infinity) return null;
  const arcs: number[] = [];
  for (let at = to; at !== from;) {
    const arc = labels[at]![2];
    arcs.unshift(arc);
    at = arc % 2 === 0 ? links.a[arc >> 1]! : links.b[arc >> 1]!;
  }
  return arcs;
}

function wrongRoutes(run: Run): string[] {
  const { state } = run;
  const wrong: string[] = [];
  for (let flow = 0; flow < state.n[N.flowCapacity]!; flow++) {
    const phase = state.flowPhase[flow];
    if (phase !== FLOW.sending && phase !== FLOW.waiting) continue;
    const first = flow * state.n[N.hopStride]!;
    const arcs = [...state.hopArc.subarray(first, first + state.flowHops[flow]!)];
    const want = plainRoute(run, state.flowFrom[flow]!, state.flowTo[flow]!);
    if (JSON.stringify(phase === FLOW.waiting ? null : arcs) !== JSON.stringify(want))
      wrong.push(`flow ${flow} takes ${arcs.join(' ')}, best is ${want?.join(' ')}`);
  }
  return wrong;
}

it('N2: after every event each flow is on the best route there is', { timeout: 600_000 }, () => {
  fc.assert(
    fc.property(drawn, (network) => {
      const run = world(network);
      for (let timeS = nextEventS(run); timeS <= UNTIL_S; timeS = nextEventS(run)) {
        advanceTo(run, timeS);
        expect(wrongRoutes(run)).toEqual([]);
      }
    }),
    { numRuns: WORLDS },
  );
});

it(
  'T6: one history, whether trees are kept, forgotten at every event or grown by others',
  { timeout: 600_000 },
  () => {
    fc.assert(
      fc.property(drawn, (network) => {
        const kept = world(network);
        const forgetful = createRun(kept.world);
        let snapshot: ArrayBuffer | null = null;
        for (let timeS = nextEventS(kept); timeS <= UNTIL_S; timeS = nextEventS(kept)) {
          advanceTo(kept, timeS);
          forgetRoutes(forgetful.routes);
          advanceTo(forgetful, timeS);
          expect(stateHash(forgetful)).toEqual(stateHash(kept));
          if (timeS > 300) snapshot ??= takeSnapshot(kept);
        }
        if (snapshot === null) return;
        const want = stateHash(kept);
        restoreSnapshot(kept, snapshot);
        advanceTo(kept, UNTIL_S);
        expect(stateHash(kept)).toEqual(want);
      }),
      { numRuns: WORLDS },
    );
  },
);
