/** Scratch of the router: overwritten by every pass, no part of the state. */
import type { World } from '../../world/world.ts';

/** Index spaces: row (metro, class), use = server * classes + class. */
export type RouterScratch = {
  unservedRps: Float64Array;
  room: Float64Array;
  used: Float64Array;
  /** Share of requests that wait at all, and their mean wait over all. */
  waitShare: Float64Array;
  meanWaitS: Float64Array;
  slots: Float64Array;
  load: Float64Array;
  /** [pair * classes + class] */
  assignedRps: Float64Array;
  /** [pair * 2]: rate of requests, and of responses, bit/s. */
  streamBps: Float64Array;
};

export function createRouterScratch(world: World): RouterScratch {
  const { serving, demand, metros } = world;
  const uses = serving.count * serving.classes;
  return {
    unservedRps: new Float64Array(demand.count),
    room: new Float64Array(serving.count),
    used: new Float64Array(uses),
    waitShare: new Float64Array(uses),
    meanWaitS: new Float64Array(uses),
    slots: new Float64Array(uses),
    load: new Float64Array(uses),
    assignedRps: new Float64Array(metros.count * uses),
    streamBps: new Float64Array(2 * metros.count * serving.count),
  };
}
