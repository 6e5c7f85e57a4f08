/**
 * Which links are drawn as one, and which beside one another. While sites stand folded into hubs, all
 * links between the same two towers are one arc with the sum of what they carry; what is leased over
 * other fibre stays apart from the fibre. Arcs between the same two places run in lanes. In: the links, and
 * the tower of each site. Out: bundles, by link; the same towers give the same bundles.
 */
import type { LinkView } from '../../workers/world/view-model.ts';
import { linkKind } from './link-kind.ts';
import type { Amounts } from './shown.ts';

export type Member = {
  link: number;
  /** It runs from the lead's b to the lead's a. */
  isBack: boolean;
};

export type Bundles = {
  /** Grows with each change. */
  version: number;
  /** By link, the one drawn for its bundle: that of the largest capacity. */
  lead: Int32Array;
  /** By link that leads: all of its bundle, itself first; of the others none. */
  members: readonly (readonly Member[])[];
  /** By link: how far to the left of the way from its a to its b its arc is, in lanes. */
  lane: Float64Array;
  /**
   * @param before tower of each site at the level of detail that is left
   * @param after and at the one that is come to; the same at rest
   */
  fold(before: Int32Array, after: Int32Array): void;
};

export function createBundles(links: readonly LinkView[], sites: number): Bundles {
  let folded: readonly [before: Int32Array, after: Int32Array] | null = null;
  const order = links.map((_, i) => i).sort((a, b) => links[b]!.capacityBps - links[a]!.capacityBps || a - b);
  /** Metros stand for themselves, numbered downwards. */
  const endsOf = (hosts: Int32Array, { a, b }: LinkView): [number, number] => [
    a < sites ? hosts[a]! : sites - 1 - a,
    b < sites ? hosts[b]! : sites - 1 - b,
  ];
  /** Links of one key are one at this level: all between two towers, and all within one, where there is no way. */
  const keyOf = (hosts: Int32Array, i: number): string => {
    const [a, b] = endsOf(hosts, links[i]!);
    const isFolded = a >= sites || b >= sites;
    return isFolded ? `${Math.min(a, b)} ${Math.max(a, b)}` : `link ${i}`;
  };
  const bundles: Bundles = {
    version: 0,
    lead: Int32Array.from(links, (_, i) => i),
    members: [],
    lane: new Float64Array(links.length),
    fold(before, after) {
      if (folded?.[0] === before && folded[1] === after) return;
      folded = [before, after];
      bundles.version += 1;
      // Together at both levels is together all the way from one to the other.
      const byKey = new Map<string, Member[]>();
      const members: Member[][] = links.map(() => []);
      for (const i of order) {
        const link = links[i]!;
        const kind = linkKind(link.kind) === 'overlay' ? 'overlay' : 'fibre';
        const key = [kind, keyOf(before, i), keyOf(after, i)].join('; ');
        const bundle = byKey.get(key) ?? (members[i] = []);
        byKey.set(key, bundle);
        const lead = bundle[0]?.link ?? i;
        bundles.lead[i] = lead;
        const runs = (hosts: Int32Array): boolean =>
          endsOf(hosts, link)[0] === endsOf(hosts, links[lead]!)[0];
        bundle.push({ link: i, isBack: !runs(after) || !runs(before) });
      }
      bundles.members = members;
      putInLanes(after);
    },
  };
  const putInLanes = (hosts: Int32Array): void => {
    const byEnds = new Map<string, number[]>();
    bundles.members.forEach((members, i) => {
      const [a, b] = endsOf(hosts, links[i]!);
      if (members.length === 0 || a === b) return;
      const key = `${Math.min(a, b)} ${Math.max(a, b)}`;
      byEnds.set(key, [...(byEnds.get(key) ?? []), i]);
    });
    bundles.lane.fill(0);
    for (const arcs of byEnds.values())
      arcs.forEach((i, nth) => {
        const [a, b] = endsOf(hosts, links[i]!);
        bundles.lane[i] = (nth - (arcs.length - 1) / 2) * (a < b ? 1 : -1);
      });
  };
  const apart = Int32Array.from({ length: sites }, (_, i) => i);
  bundles.fold(apart, apart);
  return bundles;
}

export type Carried = { rate: number; inference: number; checkpoint: number; gradient: number };

/** What a bundle carries, bit/s: from the lead's a to its b and back. */
export type BundleSum = {
  ab: Carried;
  ba: Carried;
  /** Of what is up; of all where nothing is. */
  capacity: number;
  up: number;
  count: number;
};

export function createSum(): BundleSum {
  const nothing = (): Carried => ({ rate: 0, inference: 0, checkpoint: 0, gradient: 0 });
  return { ab: nothing(), ba: nothing(), capacity: 0, up: 0, count: 0 };
}

function addUp(sum: Carried, rate: number, inference: number, checkpoint: number, gradient: number): void {
  sum.rate += rate;
  sum.inference += inference;
  sum.checkpoint += checkpoint;
  sum.gradient += gradient;
}

/** Writes into `sum`, so that nothing is made anew for each link of each frame. */
export function sumOf(members: readonly Member[], link: Amounts['link'], sum: BundleSum): BundleSum {
  for (const way of [sum.ab, sum.ba]) way.rate = way.inference = way.checkpoint = way.gradient = 0;
  sum.capacity = sum.up = 0;
  sum.count = members.length;
  let all = 0;
  for (const { link: i, isBack } of members) {
    const [along, back] = isBack ? [sum.ba, sum.ab] : [sum.ab, sum.ba];
    addUp(along, link.rateAB[i]!, link.inferenceAB[i]!, link.checkpointAB[i]!, link.gradientAB[i]!);
    addUp(back, link.rateBA[i]!, link.inferenceBA[i]!, link.checkpointBA[i]!, link.gradientBA[i]!);
    all += link.capacity[i]!;
    if (link.up[i]! < 0.5) continue;
    sum.capacity += link.capacity[i]!;
    sum.up += 1;
  }
  if (sum.up === 0) sum.capacity = all;
  return sum;
}

/** Share of its capacity that the busier way takes. */
export function loadOf({ ab, ba, capacity }: BundleSum): number {
  return Math.max(ab.rate, ba.rate) / Math.max(1, capacity);
}
