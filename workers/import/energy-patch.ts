/** A series of carbon or price laid over grids of a scenario that is there: a merge patch. */
import { isObject, mergePatch, type JsonObject } from '../scenario/patch.ts';
import { durationS } from '../scenario/units.ts';
import { align } from './align.ts';
import type { EnergyPart } from './parts.ts';
import type { Phrase } from './report.ts';

export type Onto = {
  /** The scenario file as it stands. */
  file: JsonObject;
  startMs: number;
  durationS: number;
  grids: string[];
};

export function energyPatch(
  part: EnergyPart,
  onto: Onto,
): { file: JsonObject; patch: JsonObject; notes: Phrase[] } {
  const { carbon, price, note } = align(part, onto.startMs, onto.durationS);
  const patch: JsonObject = {
    grids: Object.fromEntries(
      onto.grids.map((id) => {
        const series: JsonObject = { step: part.stepS };
        if (carbon.length > 0) series.carbonGPerKwh = rounded(carbon);
        if (price.length > 0) series.priceUsdPerMwh = rounded(price);
        // What stands there in other steps would be read in these.
        if (!sameStep(onto.file, id, part.stepS)) {
          series.carbonGPerKwh ??= null;
          series.priceUsdPerMwh ??= null;
        }
        return [id, { series }];
      }),
    ),
  };
  return { file: mergePatch(onto.file, patch) as JsonObject, patch, notes: note ? [note] : [] };
}

function sameStep(file: JsonObject, grid: string, stepS: number): boolean {
  const grids = isObject(file.grids) ? file.grids : {};
  const own = Object.hasOwn(grids, grid) ? grids[grid] : null;
  const series = isObject(own) ? own.series : null;
  return isObject(series) && durationS(series.step ?? '1h') === stepS;
}

export function rounded(values: number[]): number[] {
  return values.map((value) => Number(value.toPrecision(6)));
}
