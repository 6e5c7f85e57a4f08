/**
 * The greedy split (I3): offers are made in the policy's order, each takes what is asked and what
 * there is room for. Of the order only those offers are looked at whose row still asks: each row stands at its
 * next choice. First choices come in their order; rows that go on to another wait in a heap by its place.
 * Room only gets less during a pass, so a server found full is passed over for good.
 *
 * In: `order` with its choices, `room`, `unservedRps`. Out: these, `assignedRps` and `takenBits`.
 */
import type { Run } from '../run.ts';
import { mayOffer } from './may-offer.ts';
import { N } from '../state.ts';
import type { RouterScratch } from './router-scratch.ts';

export function assignInOrder(run: Run): void {
  const { router } = run;
  const { unservedRps, room, choosers, chooserCount } = router;
  const { choiceStart, choiceAt, choices, choiceServer, displaced, displacedPlace } = router;
  let next = 0;
  let count = 0;
  while (next < chooserCount || count > 0) {
    const again =
      count > 0 && (next === chooserCount || displacedPlace[0] < choices[choiceStart[choosers[next]]]);
    const row = again ? displaced[0] : choosers[next];
    if (!again) {
      next++;
      choiceAt[row] = choiceStart[row];
    }
    if (unservedRps[row] > 0) take(run, row);
    const end = choiceStart[row + 1];
    let at = choiceAt[row] + 1;
    while (at < end && room[choiceServer[at]] <= 0) at++;
    choiceAt[row] = at;
    if (unservedRps[row] > 0 && at < end) {
      if (again) sink(router, row, choices[at], count);
      else rise(router, row, choices[at], count++);
    } else if (again) {
      count--;
      sink(router, displaced[count], displacedPlace[count], count);
    }
  }
}

/** The choice a row is at takes what it can of it. */
function take(run: Run, row: number): void {
  const { router } = run;
  const { demand } = run.world;
  const { unservedRps, room } = router;
  const at = router.choiceAt[row];
  const server = router.choiceServer[at];
  const step = router.choiceStep[at];
  const level = (step / demand.offers) | 0;
  const offer = step - level * demand.offers;
  const kept = router.full[server] * (1 - router.levels[level]);
  // What nobody may take is not in the order; islands' borders are.
  if (room[server] <= kept || (run.state.n[N.linked] !== 1 && !mayOffer(run, offer))) return;
  const asked = unservedRps[row];
  const capacity = router.rates.capacityRps[server * run.world.serving.classes + demand.class[row]];
  const most = (room[server] - kept) * capacity;
  router.takenBits[offer >> 5] |= 1 << (offer & 31);
  // Two branches instead of conditional values: those are boxed in some engines.
  if (asked < most) {
    unservedRps[row] = 0;
    room[server] -= asked / capacity;
    router.assignedRps[offer] += asked;
  } else {
    unservedRps[row] = asked - most;
    room[server] = kept;
    router.assignedRps[offer] += most;
  }
}

/** Puts a row into a heap of `count`. */
function rise({ displaced, displacedPlace }: RouterScratch, row: number, place: number, count: number): void {
  let at = count;
  while (at > 0) {
    const parent = (at - 1) >> 1;
    if (displacedPlace[parent] < place) break;
    displaced[at] = displaced[parent];
    displacedPlace[at] = displacedPlace[parent];
    at = parent;
  }
  displaced[at] = row;
  displacedPlace[at] = place;
}

/** Puts a row in the place of the first of a heap of `count`. */
function sink({ displaced, displacedPlace }: RouterScratch, row: number, place: number, count: number): void {
  let at = 0;
  for (let child = 1; child < count; child = 2 * at + 1) {
    if (child + 1 < count && displacedPlace[child + 1] < displacedPlace[child]) child++;
    if (displacedPlace[child] > place) break;
    displaced[at] = displaced[child];
    displacedPlace[at] = displacedPlace[child];
    at = child;
  }
  displaced[at] = row;
  displacedPlace[at] = place;
}
