/**
 * A routing policy: the order in which sites are offered demand (I3), or a split of its own.
 *
 * An offer is a row (metro, class) with a server. Sites are filled step by step, up to the
 * shares of their room in `levels`; step = level * offers + offer.
 */
import type { World } from '../../../world/world.ts';
import type { Run } from '../../run.ts';

export type OrderingPolicy = {
  name: string;
  /** Its costs follow the grids' hour; all follow the topology, and the day where algorithms get better (P5). */
  hourly: boolean;
  /** Ascending to 1. */
  levels(world: World): readonly number[];
  /** Writes the cost of every step: smaller goes first, ties by delay, then by metro, site and class. */
  costs(run: Run, out: Float64Array): void;
};

/** Writes `router.assignedRps`, and leaves in `room` and `unservedRps` what is left. */
export type SplittingPolicy = { name: string; hourly: true; split(run: Run): void };

export type RoutingPolicy = OrderingPolicy | SplittingPolicy;

/** Sites are filled in one go. */
const WHOLE = [1] as const;
export const inOneGo = (): readonly number[] => WHOLE;
