/** Sites by operator and by country, added up; halves of links that end in a metro are a row of their own. */
import { siteTotals, TOTAL } from '../../engine/measure.ts';
import type { Run } from '../../engine/run.ts';
import type { Cell } from './csv-file.ts';

export const GROUP_COLUMNS = [
  'kind',
  'id',
  'sites',
  'accelerators',
  'useful_flop',
  'energy_j',
  'grid_j',
  'carbon_g',
  'water_l',
  'cost_usd',
  'capital_usd',
  'operating_usd',
  'total_cost_usd',
];

const SUMMED = [
  TOTAL.flop,
  TOTAL.energyJ,
  TOTAL.gridJ,
  TOTAL.carbonG,
  TOTAL.waterL,
  TOTAL.costUsd,
  TOTAL.capitalUsd,
  TOTAL.operatingUsd,
];

/** Rows in order of kind and id; each kind adds up to the whole. */
export function groupRows(run: Run, timeS: number): Cell[][] {
  const { ids, scenario, economics } = run.world;
  const totals = new Float64Array(TOTAL.size);
  const rows: Cell[][] = [];
  for (const kind of ['country', 'operator'] as const) {
    const groups = new Map<string, Float64Array>();
    ids.sites.forEach((id, site) => {
      const name = scenario.sites[id][kind];
      const group = groups.get(name) ?? new Float64Array(2 + SUMMED.length);
      groups.set(name, group);
      siteTotals(run, site, timeS, totals);
      group[0] += 1;
      group[1] += run.state.siteInstalled[site];
      SUMMED.forEach((total, i) => (group[2 + i] += totals[total]));
    });
    for (const name of [...groups.keys()].sort()) {
      const group = groups.get(name)!;
      rows.push([kind, name, ...group, group[group.length - 2] + group[group.length - 1]]);
    }
    const metroUsd = economics.metroLinkUsdPerS * timeS;
    const none = Array<number>(SUMMED.length + 1).fill(0);
    if (metroUsd > 0) rows.push([kind, '(metros)', ...none, metroUsd, metroUsd]);
  }
  return rows;
}
