import { describe, expect, test } from 'vitest';
import { jobLoad, meanOf, servingLoad } from './loads.ts';
import { readJson, readScenario } from './shipped.ts';

const EAST = ['Beijing-Tianjin-Hebei', 'Yangtze River Delta', 'Greater Bay Area', 'Chengdu-Chongqing'];
const WEST = ['Guizhou', 'Inner Mongolia', 'Gansu', 'Ningxia'];
const EVENING_UTC = 12;

const ids = ['china-linked', 'us-and-china'];

describe.each(ids)('scenario %s', (id) => {
  test('is valid on its bundles and listed under its own name', async () => {
    const scenario = await readScenario(id);
    const index = (await readJson('scenarios/index.json')) as { id: string; file: string; name: object }[];
    expect(index.find((entry) => entry.id === id)).toMatchObject({ file: `${id}.json`, name: scenario.name });
    expect(scenario).toMatchObject({ id, durationS: 7 * 86400, tickS: 300, linked: true });
    expect(scenario.openAtS % scenario.tickS).toBe(0);
  });

  test('brings at least 5,000 jobs, none larger than what its home can give', async () => {
    const scenario = await readScenario(id);
    const loads = jobLoad(scenario);
    let count = 0;
    for (const generator of scenario.jobs.generate) {
      count += generator.count;
      const largest = generator.accelerators.at(-1)![1];
      const workClass = scenario.classes[generator.class]!;
      for (const home of Object.keys(generator.sites)) {
        expect(largest, `${generator.id} at ${home}`).toBeLessThanOrEqual(loads.get(home)!.free);
        const fits = Object.keys(scenario.sites[home]!.pools).some(
          (type) =>
            workClass.kind === 'job' && scenario.accelerators[type]!.memoryGB >= workClass.minMemoryGB,
        );
        expect(fits, `${generator.id} at ${home}`).toBe(true);
      }
    }
    expect(count).toBeGreaterThanOrEqual(5000);
  });

  test('its jobs ask for 55 to 68 % of what is free for them', async () => {
    const loads = [...jobLoad(await readScenario(id)).values()];
    const free = loads.reduce((sum, load) => sum + load.free, 0);
    const asked = loads.reduce((sum, load) => sum + load.asked, 0);
    expect(asked / free).toBeGreaterThan(0.55);
    expect(asked / free).toBeLessThan(0.68);
  });

  test('as islands, each eastern region is asked for more than it has and each western one for a third', async () => {
    const loads = [...jobLoad(await readScenario(id)).values()];
    const share = (region: string) => {
      const own = loads.filter((load) => load.region === region);
      return own.reduce((sum, load) => sum + load.asked, 0) / own.reduce((sum, load) => sum + load.free, 0);
    };
    for (const region of EAST) {
      expect(share(region), region).toBeGreaterThan(1.05);
      expect(share(region), region).toBeLessThan(1.8);
    }
    for (const region of WEST) {
      expect(share(region), region).toBeGreaterThan(0.18);
      expect(share(region), region).toBeLessThan(0.32);
    }
  });

  test('at the evening peak the coast lacks room to answer, the whole has it', async () => {
    const scenario = await readScenario(id);
    const loads = servingLoad(scenario, EVENING_UTC, 'CN');
    for (const region of EAST.slice(0, 3)) expect(loads.get(region)!.filled, region).toBeGreaterThan(1);
    for (const region of WEST) expect(loads.get(region)!.filled, region).toBeLessThan(0.6);
    expect(loads.get('all')!.filled).toBeGreaterThan(0.65);
    expect(loads.get('all')!.filled).toBeLessThan(0.85);
    for (let hour = 0; hour < 24; hour++) {
      expect(servingLoad(scenario, hour, 'CN').get('all')!.filled).toBeLessThanOrEqual(
        loads.get('all')!.filled,
      );
    }
  });

  test('a dataset alone on the thinnest way out of its home takes seconds to hours, not days', async () => {
    const { jobs, links } = await readScenario(id);
    for (const generator of jobs.generate) {
      if (generator.datasetTB === null) continue;
      for (const home of Object.keys(generator.sites)) {
        const widest = Math.max(
          ...Object.values(links).flatMap(({ a, b, gbps }) => (a === home || b === home ? gbps : [])),
        );
        const largestS = (generator.datasetTB.at(-1)![1] * 8e12) / (widest * 1e9);
        expect(largestS, `${generator.id} from ${home}`).toBeLessThan(6 * 3600);
      }
    }
  });
});

test('the mean of quantiles is that of the log-linear curve', () => {
  expect(meanOf([[0.5, 8]])).toBe(8);
  // Between 1 and e, the logarithm is even over shares: the mean is e - 1.
  expect(
    meanOf([
      [0, 1],
      [1, Math.E],
    ]),
  ).toBeCloseTo(Math.E - 1, 6);
});
