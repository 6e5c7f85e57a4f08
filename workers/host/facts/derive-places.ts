/** Sites, metros, links and demand of the bundles, from the raw rows of the same names. */
import {
  bundleOf,
  BUNDLES,
  CHINA_MARKETS,
  CHINA_TOKENS_PER_DAY,
  LANDINGS,
  LEVEL_NOTE,
  PHYSICAL_KINDS,
  REQUEST_MIX,
  SERVING_SHARE,
  SERVING_SHARE_OF_SITE,
  US_DROPPED,
  type Bundle,
} from './choices.ts';
import type { CsvRow } from './csv.ts';
import { PLACES } from './places.ts';
import { band, need, num, round, scaled, table, text, type Cells, type Table } from './raw.ts';

function isChosenSite(row: CsvRow): boolean {
  const { id, country, level } = row.cells;
  if (country === 'CN') return level === 'cluster' || CHINA_MARKETS.includes(id);
  return country === 'US' && !(id in US_DROPPED);
}

function placeOf(row: CsvRow) {
  const place = PLACES.get(row.cells.id);
  if (!place) throw new Error(`${row.file}:${row.line}: no Chinese name and region for ${row.cells.id}`);
  return place;
}

/** Every chosen site with its serving share; announced sites keep their planned power as cap. */
export function deriveSites(raw: CsvRow[]): Table {
  return table(
    raw.filter(isChosenSite).map((row): Cells => {
      const { id, country, role, status } = row.cells;
      const bundle = bundleOf(country)!;
      const operational = status === 'operational';
      const powerMW = num(row, 'power_mw_best') || num(row, 'power_mw_planned');
      const counts = [
        num(row, 'accel_count_low'),
        num(row, 'accel_count_best'),
        num(row, 'accel_count_high'),
      ];
      return {
        id,
        name: text(row, 'name'),
        name_zh: placeOf(row).zh,
        operator: text(row, 'operator'),
        country,
        region: placeOf(row).region,
        bundle,
        level: row.cells.level,
        parent: row.cells.parent,
        lat: need(row, 'lat'),
        lon: need(row, 'lon'),
        coord_precision: row.cells.coord_precision,
        role,
        status,
        year_online: num(row, 'year_online'),
        ...band('power_mw', num(row, 'power_mw_low'), powerMW, num(row, 'power_mw_high')),
        accel_id: row.cells.accel_id,
        ...band('accel_count', counts[0], counts[1], counts[2]),
        compute_reported: text(row, 'compute_reported'),
        ...band('pue', num(row, 'pue_low'), num(row, 'pue'), num(row, 'pue_high')),
        cooling: row.cells.cooling,
        grid_id: row.cells.grid_id,
        ...scaled('serving_share', SERVING_SHARE_OF_SITE[id] ?? SERVING_SHARE[role], 1, 3),
        serving_share_basis:
          id in SERVING_SHARE_OF_SITE
            ? 'estimate: its named campuses are mostly training sites, weighted by their chips'
            : `estimate: by role (${role})`,
        utilisation_pct: num(row, 'utilisation_pct'),
        utilisation_basis: text(row, 'utilisation_basis'),
        confidence: row.cells.confidence,
        source: text(row, 'source'),
        note: [text(row, 'note'), operational ? '' : 'power: as planned where no figure is observed']
          .filter(Boolean)
          .join('; '),
        level_note: LEVEL_NOTE[bundle],
      };
    }),
  );
}

/** Metros of China and the United States, and the landing points between them. */
export function deriveMetros(raw: CsvRow[]): Table {
  const chosen = raw.filter(
    ({ cells }) => cells.country === 'CN' || cells.country === 'US' || LANDINGS.includes(cells.id),
  );
  return table(
    chosen.map((row): Cells => ({
      id: row.cells.id,
      name: text(row, 'name'),
      name_zh: placeOf(row).zh,
      country: row.cells.country,
      region: placeOf(row).region,
      bundle: bundleOf(row.cells.country),
      lat: need(row, 'lat'),
      lon: need(row, 'lon'),
      utc_offset_h: need(row, 'utc_offset_h'),
      ...band(
        'population_m',
        num(row, 'population_low_m'),
        need(row, 'population_m'),
        num(row, 'population_high_m'),
      ),
      ...band(
        'share_global_pct',
        num(row, 'share_global_low_pct'),
        need(row, 'share_global_pct'),
        num(row, 'share_global_high_pct'),
      ),
      share_within_country_pct: need(row, 'share_within_country_pct'),
      diurnal_profile: row.cells.diurnal_profile,
      confidence: row.cells.confidence,
      source: text(row, 'source'),
      note: LANDINGS.includes(row.cells.id) ? 'landing point of cables; asks for nothing in the bundles' : '',
    })),
  );
}

/**
 * Requests a day by metro and class: tokens of China x the metro's share of the world over
 * China's share, split by the mix of classes. Landing points ask for nothing.
 */
export function deriveDemand(metros: Table, classes: Table): Table {
  const chinaPct = metros.rows.reduce(
    (sum, m) => sum + (m.country === 'CN' ? Number(m.share_global_pct) : 0),
    0,
  );
  const tokensOf = (id: string) => {
    const row = classes.rows.find((candidate) => candidate.id === id)!;
    return Number(row.tokens_in) + Number(row.tokens_out);
  };
  const tokensPerRequest = Object.entries(REQUEST_MIX).reduce(
    (sum, [id, { share }]) => sum + share * tokensOf(id),
    0,
  );
  const rows: Cells[] = [];
  for (const metro of metros.rows) {
    if (metro.bundle === 'pacific') continue;
    for (const [id, { share, profile }] of Object.entries(REQUEST_MIX)) {
      const perToken = (Number(metro.share_global_pct) / chinaPct) * (share / tokensPerRequest);
      rows.push({
        metro: metro.id,
        class: id,
        bundle: metro.bundle,
        ...scaled('requests_per_day', CHINA_TOKENS_PER_DAY, perToken, 4),
        profile: profile ?? metro.diurnal_profile,
        confidence: 'estimate',
        source:
          'tokens a day: National Data Administration of China, 100 trillion in December 2025 and 140 trillion in March 2026 (yicaiglobal.com); split by the metro shares of metros.csv and a judged mix of classes',
      });
    }
  }
  return table(rows);
}

/**
 * Links whose two ends are chosen: fibre as `china`, `us`, `china+us`, ...; overlays on that
 * fibre with `overlay` added. Access by power is dropped where a service link joins the pair.
 */
export function deriveLinks(raw: CsvRow[], sites: Table, metros: Table): Table {
  const bundles = new Map<string, Bundle>();
  for (const row of [...sites.rows, ...metros.rows]) bundles.set(String(row.id), row.bundle as Bundle);
  const names = new Map([...sites.rows, ...metros.rows].map((row) => [row.id, row.name]));
  const pair = (row: CsvRow) => [row.cells.a, row.cells.b].sort().join(' ');
  const served = new Set(raw.filter((row) => row.cells.name === 'EDWC service link').map(pair));
  const rows: Cells[] = [];
  for (const row of raw) {
    const { a, b, kind, name } = row.cells;
    const [from, to] = [bundles.get(a), bundles.get(b)];
    const overlay = kind === 'virtual overlay';
    if (!from || !to || !(overlay || PHYSICAL_KINDS.includes(kind))) continue;
    if (name === 'site access' && served.has(pair(row))) continue;
    const needed = BUNDLES.filter(
      (bundle) => bundle === from || bundle === to || (overlay && bundle === 'overlay'),
    );
    rows.push({
      id: row.cells.id,
      a,
      b,
      name: [name, `${names.get(a)} – ${names.get(b)}`].filter(Boolean).join(': '),
      kind,
      bundle: needed.join('+'),
      great_circle_km: need(row, 'great_circle_km'),
      ...band('fibre_km', num(row, 'fibre_km_low'), need(row, 'fibre_km'), num(row, 'fibre_km_high')),
      ...band('one_way_ms', num(row, 'one_way_ms_low'), need(row, 'one_way_ms'), num(row, 'one_way_ms_high')),
      ...band(
        'gbps',
        num(row, 'capacity_gbps_low'),
        need(row, 'capacity_gbps'),
        num(row, 'capacity_gbps_high'),
      ),
      confidence: row.cells.confidence,
      latency_confidence: row.cells.latency_confidence,
      source: text(row, 'source'),
      note: text(row, 'note'),
    });
  }
  return table(rows);
}

/** Share of the world's demand that a table of metros carries, percent; for the log. */
export function totalSharePct(metros: Table): number {
  return round(
    metros.rows.reduce((sum, metro) => sum + Number(metro.share_global_pct), 0),
    4,
  );
}
