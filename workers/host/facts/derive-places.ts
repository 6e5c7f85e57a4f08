/** Sites, metros, links and demand of the bundles, from the raw rows of the same names. */
import {
  bundlesOfCountry,
  bundlesOfDemand,
  bundlesOfSite,
  countedIn,
  LANDINGS,
  type RawSite,
} from './bundles.ts';
import {
  CHINA_TOKENS_PER_DAY,
  PHYSICAL_KINDS,
  REPORTED_COMPUTE,
  REQUEST_MIX,
  SERVING_SHARE,
  SERVING_SHARE_OF_SITE,
} from './choices.ts';
import type { CsvRow } from './csv.ts';
import { hostCells } from './hosts.ts';
import { PLACES } from './places.ts';
import { band, need, num, round, scaled, table, text, type Cells, type Dropped, type Table } from './raw.ts';

function placeOf(row: CsvRow) {
  const place = PLACES.get(row.cells.id);
  if (!place) throw new Error(`${row.file}:${row.line}: no Chinese name and region for ${row.cells.id}`);
  return place;
}

function levelNote(level: string, country: string): string {
  if (level === 'cluster') return 'cluster level: the campuses inside it are counted here';
  if (level === 'metro market') return 'metro market: colocation, campuses built for one user not in it';
  if (level === 'template') return 'a pattern to copy, no place of its own';
  if (level === 'edge fleet') return 'a fleet of small computers, drawn as one site';
  return country === 'CN' ? 'campus level: counted once, in its cluster where that comes in' : 'campus level';
}

/** Every site with its serving share; announced sites keep their planned power as cap. */
export function deriveSites(raw: CsvRow[]): Table {
  return table(
    raw.map((row): Cells => {
      const { id, country, role, status } = row.cells;
      const within = countedIn(row.cells as RawSite);
      const reported = REPORTED_COMPUTE[id];
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
        operator: operatorOf(row, raw),
        country,
        region: placeOf(row).region,
        bundle: bundlesOfSite(row.cells as RawSite),
        level: row.cells.level,
        parent: row.cells.parent,
        counted_in: within.ids.join('|'),
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
        reported_eflops: reported?.eflops,
        reported_basis: reported?.basis,
        ...band('pue', num(row, 'pue_low'), num(row, 'pue'), num(row, 'pue_high')),
        ...hostCells(role, row.cells.accel_id),
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
        note: [
          text(row, 'note'),
          within.why,
          operational ? '' : 'power: as planned where no figure is observed',
        ]
          .filter(Boolean)
          .join('; '),
        level_note: levelNote(row.cells.level, country),
      };
    }),
  );
}

/** Who runs a site; one of several, by the sites that are parts of it, or by its own name. */
function operatorOf(row: CsvRow, raw: CsvRow[]): string {
  const operator = text(row, 'operator');
  if (operator !== 'multiple') return operator;
  const parts = raw.filter(({ cells }) => cells.parent === row.cells.id && cells.operator !== 'multiple');
  const names = [...new Set(parts.map((part) => text(part, 'operator').replace(/ and others$/, '')))];
  if (names.length > 0) return `${names.join(', ')} and others`;
  return `several operators, ${text(row, 'name')} (${placeOf(row).zh}多家运营商)`;
}

/** Every metro: a place where fibres meet, which asks for something when its country's bundle is in. */
export function deriveMetros(raw: CsvRow[]): Table {
  return table(
    raw.map((row): Cells => ({
      id: row.cells.id,
      name: text(row, 'name'),
      name_zh: placeOf(row).zh,
      country: row.cells.country,
      region: placeOf(row).region,
      bundle: bundlesOfCountry(row.cells.country, row.cells.id),
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
      note: LANDINGS.includes(row.cells.id)
        ? 'landing point of cables; asks for nothing in the Pacific bundle'
        : '',
    })),
  );
}

/**
 * Requests a day by metro and class: tokens of China x the metro's share of the world over
 * China's share, split by the mix of classes.
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
    for (const [id, { share, profile }] of Object.entries(REQUEST_MIX)) {
      const perToken = (Number(metro.share_global_pct) / chinaPct) * (share / tokensPerRequest);
      rows.push({
        metro: metro.id,
        class: id,
        bundle: bundlesOfDemand(String(metro.country)),
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
 * Every fibre; it comes in when both of its ends do. Overlays run on that fibre and ask for
 * `overlay` besides. Access by power is dropped where a service link joins the pair.
 */
export function deriveLinks(raw: CsvRow[], sites: Table, metros: Table, dropped: Dropped[]): Table {
  const names = new Map([...sites.rows, ...metros.rows].map((row) => [row.id, row.name]));
  const pair = (row: CsvRow) => [row.cells.a, row.cells.b].sort().join(' ');
  const served = new Set(raw.filter((row) => row.cells.name === 'EDWC service link').map(pair));
  const rows: Cells[] = [];
  for (const row of raw) {
    const { a, b, kind, name } = row.cells;
    const overlay = kind === 'virtual overlay';
    if (!overlay && !PHYSICAL_KINDS.includes(kind)) {
      dropped.push({
        table: 'links',
        id: row.cells.id,
        reason: `${kind}: a path measured from end to end, no fibre; it is in latency_pairs.csv`,
      });
      continue;
    }
    if (name === 'site access' && served.has(pair(row))) {
      dropped.push({
        table: 'links',
        id: row.cells.id,
        reason: 'generic access beside a service link that joins the same two places',
      });
      continue;
    }
    rows.push({
      id: row.cells.id,
      a,
      b,
      name: [name, `${names.get(a)} – ${names.get(b)}`].filter(Boolean).join(': '),
      kind,
      bundle: overlay ? 'overlay' : '',
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
