/** Scratch of the router: overwritten by every pass, no part of the state. */
import type { World } from '../../world/world.ts';
import { createPromptTimes, type PromptTimes } from './prompts.ts';
import { createServingRates, type ServingRates } from './serving-rates.ts';

/** Index spaces: row, offer, pair and use as in world.ts; step as in routing-policy.ts. */
export type RouterScratch = {
  /** The split below is that of the state as it is; false after a snapshot was restored. */
  current: boolean;
  demandRps: Float64Array;
  unservedRps: Float64Array;
  /** By server: share of its room that is powered, and what is left of it. */
  full: Float64Array;
  room: Float64Array;
  used: Float64Array;
  /** Share of requests that wait at all, and their mean wait; the mean over all. */
  waitShare: Float64Array;
  tailS: Float64Array;
  meanWaitS: Float64Array;
  slots: Float64Array;
  load: Float64Array;
  /** [offer] */
  assignedRps: Float64Array;
  taken: Taken;
  /** A bit for each offer that may be among them; all 0 between passes. */
  takenBits: Int32Array;
  /** [pair * 2]: rate of requests, and of responses, bit/s. */
  streamBps: Float64Array;
  /** A bit for each of these that is not 0 or has a flow; to be made from the flows unless `streamsKnown`. */
  streamBits: Int32Array;
  streamsKnown: boolean;
  /** Offers by delay. */
  byDelay: Int32Array;
  /** Steps in the policy's order, `orderCount` that may have a taker, their costs, and room to sort them in. */
  order: Int32Array;
  orderCount: number;
  /** (row -> places in `order`), ascending, and the server and the step of each. */
  choiceStart: Int32Array;
  choices: Int32Array;
  choiceServer: Int32Array;
  choiceStep: Int32Array;
  /** Rows by their first place in `order`: `chooserCount` of them have one. */
  choosers: Int32Array;
  chooserCount: number;
  /** [row]: the choice it is at. */
  choiceAt: Int32Array;
  /** Rows that did not get all of their first choice, a heap by the place in `order` of the one they are at. */
  displaced: Int32Array;
  displacedPlace: Int32Array;
  cost: Float64Array;
  spare: Int32Array;
  levels: readonly number[];
  /** What `order` was made for. */
  orderVersion: number;
  orderRouting: number;
  orderHour: number;
  orderDay: number;
  rates: ServingRates;
  prompts: PromptTimes;
  terms: LatencyTerms;
  best: Best;
};

/** Offers whose rate is not 0, ascending, with what is asked of them again and again: few of many, side by side. */
export type Taken = {
  count: number;
  offer: Int32Array;
  use: Int32Array;
  class: Int32Array;
  pair: Int32Array;
  /** Of the route, one way. */
  delayS: Float64Array;
  rps: Float64Array;
};

/** Time to first token as a mixture: one term for every offer taken, in their order, so that each metro's are together. */
export type LatencyTerms = {
  /** They are those of the split as it is. */
  current: boolean;
  /** (metro -> term) */
  start: Int32Array;
  /** Its offer, and of which day's rates all of them are: what follows from these alone is kept as long as they stay. */
  offer: Int32Array;
  day: number;
  /** Its classes of prompts in `prompts.offsetS`: the first and the last; what, added to these, gives those of `serving.prompts`. */
  first: Int32Array;
  end: Int32Array;
  class: Int32Array;
  /**
   * [percentile * offers + term], those at hand from `firstSeen` on: the last of these that have begun to be answered when
   * it was last asked, `first` - 1 for none: so since, until, and the share of the rest.
   */
  begun: Int32Array;
  sinceS: Float64Array;
  untilS: Float64Array;
  restShare: Float64Array;
  firstSeen: number;
  /** Last mile, route and prefill of the shortest prompts; then waits: a share, exponentially with a mean of 1 / `decay`. */
  fixedS: Float64Array;
  waitShare: Float64Array;
  decay: Float64Array;
  /** When the longest prompts begin to be answered. */
  lastS: Float64Array;
  /** [percentile * uses + use]: how many prompts of the last term of that use had begun; those at hand from `firstGuess` on. */
  guess: Int32Array;
  firstGuess: number;
  /** The terms that are looked at: those of which not the same is to come at all times in question. */
  open: Int32Array;
  openCount: number;
  /** Of the terms that wait, at the time being tried. */
  factor: Float64Array;
  power: Float64Array;
  rate: Float64Array;
  /** By SEARCH. */
  search: Float64Array;
  /** [2 * (percentile + PERCENTILES.length * metro)]: what was found last, and how far that was from the time before; of all metros, at the end. */
  last: Float64Array;
};

/** The percentiles of the time to first token that are read, ascending. */
export const PERCENTILES = [0.5, 0.95, 0.99] as const;

/** Entries of `terms.search`: numbers that are passed in calls are boxed in some engines. */
export const SEARCH = {
  /** Requests a second that may come later than the percentile. */
  late: 0,
  /** A time, the requests a second that come later, and minus the slope of these. */
  tried: 1,
  later: 2,
  slope: 3,
  /** The last time that is surely too early, and what was found there; the first that is surely not. */
  early: 4,
  earlyLater: 5,
  earlySlope: 6,
  enough: 7,
  enoughLater: 8,
  /** Requests a second that come later at all times in question, of terms not looked at. */
  certain: 9,
  /** Of the mixture: when the longest prompts begin to be answered, and a time short beside any wait. */
  lastS: 10,
  stepS: 11,
  /** Between these nothing else is to be asked, as far as is known. */
  fromS: 12,
  toS: 13,
  size: 14,
} as const;

/** The optimum of the epoch at hand (I6). */
export type Best = {
  /** [offer]: USD of a request, and the share of it that counts as answered in time. */
  costUsd: Float64Array;
  worth: Float64Array;
  assignedRps: Float64Array;
  /** A column of three: USD/s of the split in force, of the best one, and if every request were missed. */
  valueUsdPerS: Float64Array;
};

export function createRouterScratch(world: World, withBest: boolean): RouterScratch {
  const { serving, demand, metros } = world;
  const uses = serving.count * serving.classes;
  const { offers } = demand;
  const compared = withBest ? offers : 0;
  const streams = 2 * metros.count * serving.count;
  return {
    current: false,
    demandRps: new Float64Array(demand.count),
    unservedRps: new Float64Array(demand.count),
    full: new Float64Array(serving.count),
    room: new Float64Array(serving.count),
    used: new Float64Array(uses),
    waitShare: new Float64Array(uses),
    tailS: new Float64Array(uses),
    meanWaitS: new Float64Array(uses),
    slots: new Float64Array(uses),
    load: new Float64Array(uses),
    assignedRps: new Float64Array(offers),
    taken: {
      count: 0,
      offer: new Int32Array(offers),
      use: new Int32Array(offers),
      class: new Int32Array(offers),
      pair: new Int32Array(offers),
      delayS: new Float64Array(offers),
      rps: new Float64Array(offers),
    },
    takenBits: new Int32Array((offers + 31) >>> 5),
    streamBps: new Float64Array(streams),
    streamBits: new Int32Array((streams + 31) >>> 5),
    streamsKnown: false,
    byDelay: new Int32Array(offers),
    order: new Int32Array(offers),
    orderCount: 0,
    choiceStart: new Int32Array(demand.count + 1),
    choices: new Int32Array(offers),
    choiceServer: new Int32Array(offers),
    choiceStep: new Int32Array(offers),
    choosers: new Int32Array(demand.count),
    chooserCount: 0,
    choiceAt: new Int32Array(demand.count),
    displaced: new Int32Array(demand.count),
    displacedPlace: new Int32Array(demand.count),
    cost: new Float64Array(offers),
    spare: new Int32Array(offers),
    levels: [1],
    orderVersion: -1,
    orderRouting: -1,
    orderHour: -1,
    orderDay: -1,
    rates: createServingRates(world),
    prompts: createPromptTimes(world),
    terms: {
      current: false,
      start: new Int32Array(metros.count + 1),
      offer: new Int32Array(offers).fill(-1),
      day: -2,
      first: new Int32Array(offers),
      end: new Int32Array(offers),
      class: new Int32Array(offers),
      begun: new Int32Array(PERCENTILES.length * offers),
      sinceS: new Float64Array(PERCENTILES.length * offers),
      untilS: new Float64Array(PERCENTILES.length * offers),
      restShare: new Float64Array(PERCENTILES.length * offers),
      firstSeen: 0,
      fixedS: new Float64Array(offers),
      waitShare: new Float64Array(offers),
      decay: new Float64Array(offers),
      lastS: new Float64Array(offers),
      guess: new Int32Array(PERCENTILES.length * uses),
      firstGuess: 0,
      open: new Int32Array(offers),
      openCount: 0,
      factor: new Float64Array(offers),
      power: new Float64Array(offers),
      rate: new Float64Array(offers),
      search: new Float64Array(SEARCH.size),
      last: new Float64Array(2 * PERCENTILES.length * (metros.count + 1)),
    },
    best: {
      costUsd: new Float64Array(compared),
      worth: new Float64Array(compared),
      assignedRps: new Float64Array(compared),
      valueUsdPerS: new Float64Array(3),
    },
  };
}
