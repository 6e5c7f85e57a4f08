/** A routing policy: the order in which (metro, site) pairs are offered demand (I3). */
import type { World } from '../../../world/world.ts';
import type { Routes } from '../../network/routes.ts';

export type RoutingPolicy = {
  name: string;
  /** Smaller goes first; ties by metro, then by site. Read when the topology changes. */
  cost(world: World, routes: Routes, pair: number): number;
};
