/**
 * Cooling (P1): facility W = fixed x rated IT W + (1 + share(T)) x IT W, linear in the load, so that
 * a cap has one IT power that just fits it. Above `fromC` the share grows by `perC` a degree, up
 * to HOT_C. Estimates, set so that at 15 degrees and 65 % load PUE is the mean of the sites of each kind in
 * the facts: air 1.30, evaporative 1.16, liquid 1.20; seawater has no site there. Water, in litres for
 * a kWh of IT, is what evaporates; seawater goes back.
 */
import { COOLINGS, type Cooling } from '../scenario/energy.ts';

/** From here on a plant gives no more, and hotter days are as this one. */
export const HOT_C = 45;
/** Of the rated IT power: what the curves were set at, and a PUE beside a kind of cooling is held for. */
const REFERENCE_LOAD = 0.65;
/** Where neither site nor grid gives a temperature. */
export const MILD_C = 15;

type Curve = {
  fixed: number;
  share: number;
  perC: number;
  fromC: number;
  waterL: number;
  waterPerC: number;
  waterFromC: number;
};

const CURVES: Record<Cooling, Curve> = {
  // Chillers with dry condensers, free cooling below 10 degrees.
  air: { fixed: 0.06, share: 0.16, perC: 0.008, fromC: 10, waterL: 0.02, waterPerC: 0, waterFromC: 0 },
  evaporative: {
    fixed: 0.04,
    share: 0.08,
    perC: 0.004,
    fromC: 10,
    waterL: 0.3,
    waterPerC: 0.06,
    waterFromC: 5,
  },
  // Warm water to the chips, dry coolers with spray on hot days.
  liquid: {
    fixed: 0.05,
    share: 0.12,
    perC: 0.006,
    fromC: 20,
    waterL: 0.02,
    waterPerC: 0.03,
    waterFromC: 25,
  },
  seawater: { fixed: 0.04, share: 0.055, perC: 0.002, fromC: 15, waterL: 0, waterPerC: 0, waterFromC: 0 },
  passive: { fixed: 0, share: 0, perC: 0, fromC: 0, waterL: 0, waterPerC: 0, waterFromC: 0 },
};

const TABLE = COOLINGS.map((kind) => CURVES[kind]);

/** Share of the rated IT power that is drawn at any load. */
export function fixedShare(cooling: number): number {
  return TABLE[cooling].fixed;
}

/** Days of a month, over those of a year. */
const MONTHS = [31, 28.25, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31].map((days) => days / 365.25);

/**
 * Annual mean of what cooling draws over IT power, at the load that PUEs are taken to be published for.
 * @param monthsC 12 monthly means outdoors; `hoursC` 24 differences from them by local hour
 */
export function meanOverhead(cooling: number, monthsC: readonly number[], hoursC: readonly number[]): number {
  let share = 0;
  monthsC.forEach((monthC, month) => {
    for (const hourC of hoursC) share += (MONTHS[month] / 24) * (drawFactor(cooling, monthC + hourC) - 1);
  });
  return fixedShare(cooling) / REFERENCE_LOAD + share;
}

function degreesAbove(fromC: number, ambientC: number): number {
  const hotC = ambientC < HOT_C ? ambientC : HOT_C;
  return hotC > fromC ? hotC - fromC : 0;
}

/** Facility W for one more W of IT. */
export function drawFactor(cooling: number, ambientC: number): number {
  const { share, perC, fromC } = TABLE[cooling];
  return 1 + share + perC * degreesAbove(fromC, ambientC);
}

/** Litres for a J of IT. */
export function waterLPerJ(cooling: number, ambientC: number): number {
  const { waterL, waterPerC, waterFromC } = TABLE[cooling];
  return (waterL + waterPerC * degreesAbove(waterFromC, ambientC)) / 3.6e6;
}
