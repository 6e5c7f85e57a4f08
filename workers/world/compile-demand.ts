/** Who asks for inference (I1), and which sites may answer (I3). */
import { OWN_COUNTRY, type RequestClass, type Scenario } from '../scenario/scenario.ts';
import { sortedKeys, type Ids } from './ids.ts';
import type { DemandTable, MetroTable, ServingTable, SiteTable } from './world.ts';

const DAY_S = 86400;

export function compileDemand(
  scenario: Scenario,
  ids: Ids,
  serving: ServingTable,
  sites: SiteTable,
  metros: MetroTable,
  countries: string[],
): DemandTable {
  const { demand } = scenario;
  const profileIds = sortedKeys(demand.profiles);
  const rowStart = new Int32Array(metros.count + 1);
  const rows: { metro: number; class: number; meanRps: number; profile: number }[] = [];
  ids.metros.forEach((id, metro) => {
    const asked = demand.metros[id] ?? {};
    const series = demand.series.filter((one) => one.metro === id).map((one) => one.class);
    for (const classId of [...new Set([...Object.keys(asked), ...series])].sort()) {
      const { requestsPerDay, profile } = asked[classId] ?? { requestsPerDay: 0, profile: null };
      rows.push({
        metro,
        class: serving.class.indexOf(ids.classes.indexOf(classId)),
        meanRps: requestsPerDay / DAY_S,
        profile: profile === null ? -1 : profileIds.indexOf(profile),
      });
    }
    rowStart[metro + 1] = rows.length;
  });
  const startS = scenario.startMs / 1000;
  const rowClass = Int32Array.from(rows, (row) => row.class);
  const classOf = (row: number) => ids.classes[serving.class[rows[row].class]];
  return {
    epochS: demand.epochS,
    growthPerYear: demand.growthPerYear,
    lastMileS: demand.lastMileMs / 1e3,
    startHour: (((startS % DAY_S) + DAY_S) % DAY_S) / 3600,
    // 1970-01-01 was a Thursday; 0 is Monday.
    startDay: (((Math.floor(startS / DAY_S) + 3) % 7) + 7) % 7,
    count: rows.length,
    rowStart,
    class: rowClass,
    metro: Int32Array.from(rows, (row) => row.metro),
    meanRps: Float64Array.from(rows, (row) => row.meanRps),
    profile: Int32Array.from(rows, (row) => row.profile),
    hours: Float64Array.from(profileIds.flatMap((id) => demand.profiles[id].hours)),
    weekend: Float64Array.from(profileIds, (id) => demand.profiles[id].weekend),
    ...compileSeries(
      scenario,
      rows.map(({ metro }, row) => `${ids.metros[metro]} ${classOf(row)}`),
    ),
    ...compileOffers(rowStart, rowClass, serving, (row, server) =>
      mayServe(
        scenario.classes[classOf(row)] as RequestClass,
        metros.country[rows[row].metro],
        sites.country[serving.site[server]],
        countries,
      ),
    ),
  };
}

function mayServe({ residency }: RequestClass, own: number, country: number, countries: string[]): boolean {
  if (residency.length === 0) return true;
  return residency.includes(countries[country]) || (residency.includes(OWN_COUNTRY) && own === country);
}

/** Series as means over the epochs of the run, by the share of each epoch that each step covers. */
function compileSeries({ demand, durationS }: Scenario, rowNames: string[]) {
  const rateEpochs = demand.series.length > 0 ? Math.ceil(durationS / demand.epochS) : 0;
  const rateStart = new Int32Array(rowNames.length).fill(-1);
  let count = 0;
  for (const { metro, class: classId } of demand.series) {
    const row = rowNames.indexOf(`${metro} ${classId}`);
    if (rateStart[row] < 0) rateStart[row] = rateEpochs * count++;
  }
  const rates = new Float64Array(rateEpochs * count);
  for (const { metro, class: classId, atS, stepS, rps } of demand.series) {
    const start = rateStart[rowNames.indexOf(`${metro} ${classId}`)];
    rps.forEach((rate, step) => {
      const from = atS + step * stepS;
      const to = from + stepS;
      const last = Math.min(rateEpochs - 1, Math.floor(to / demand.epochS));
      for (let epoch = Math.floor(from / demand.epochS); epoch <= last; epoch++) {
        const end = (epoch + 1) * demand.epochS;
        const covered = Math.min(to, end) - Math.max(from, end - demand.epochS);
        rates[start + epoch] += (rate * Math.max(0, covered)) / demand.epochS;
      }
    });
  }
  return { rateStart, rates, rateEpochs };
}

function compileOffers(
  rowStart: Int32Array,
  rowClass: Int32Array,
  serving: ServingTable,
  allowed: (row: number, server: number) => boolean,
) {
  const metros = rowStart.length - 1;
  const offers = rowStart[metros] * serving.count;
  const table = {
    offers,
    offerRow: new Int32Array(offers),
    offerServer: new Int32Array(offers),
    offerUse: new Int32Array(offers),
    offerPair: new Int32Array(offers),
    offerAllowed: new Uint8Array(offers),
  };
  let offer = 0;
  for (let metro = 0; metro < metros; metro++) {
    for (let server = 0; server < serving.count; server++) {
      for (let row = rowStart[metro]; row < rowStart[metro + 1]; row++) {
        const use = server * serving.classes + rowClass[row];
        table.offerRow[offer] = row;
        table.offerServer[offer] = server;
        table.offerUse[offer] = use;
        table.offerPair[offer] = metro * serving.count + server;
        table.offerAllowed[offer] = serving.capacityRps[use] > 0 && allowed(row, server) ? 1 : 0;
        offer++;
      }
    }
  }
  return table;
}
