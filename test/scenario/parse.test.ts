/** A scenario file comes in whole, or with everything that is wrong with it (STYLE 13). */
import { expect, test } from 'vitest';
import { parseScenario } from '../../workers/scenario/parse.ts';
import { mergePatch } from '../../workers/scenario/patch.ts';
import { faultsOf, plain } from './plain.ts';

function scenarioOf(patch: unknown) {
  const reply = parseScenario(mergePatch(plain, patch));
  if (!reply.ok) throw new Error(JSON.stringify(reply.issues));
  return reply.scenario;
}

test('defaults are filled in', () => {
  const { sites, accelerators, metros, links, jobs, ...scenario } = scenarioOf({});
  expect(scenario).toMatchObject({ durationS: 604800, tickS: 300, seed: 1, linked: true, openAtS: 0 });
  expect(scenario.startMs).toBe(Date.UTC(2026, 0, 1));
  expect(scenario.policy).toEqual({
    placement: 'least-loaded',
    routing: 'nearest',
    spillOver: 0.8,
    objective: 'cost',
    regret: false,
    queue: 'fifo',
    preempt: false,
    harvest: false,
  });
  expect(sites.wuhu).toEqual({
    name: { en: 'wuhu' },
    lat: 31.3,
    lon: 118.4,
    country: 'CN',
    region: 'CN',
    operator: '',
    role: 'mixed',
    status: 'operational',
    grid: null,
    pools: { h100: 16 },
    powerMW: null,
    pue: 1.2,
    hostOverhead: 0.25,
    servingShare: 0,
    phases: [],
    cooling: null,
    ambientC: null,
    wueLPerKwh: null,
    solarMW: 0,
    capacityFactor: 0.75,
    batteryMWh: 0,
    batteryMW: null,
    batteryEfficiency: 0.85,
    batteryCharge: 0.5,
    gridConnected: true,
    subsidy: null,
    buildingUsdPerMW: null,
    staffShare: null,
    hostCostFactor: null,
  });
  expect(accelerators.h100).toMatchObject({
    name: 'h100',
    memoryGB: 80,
    memoryGBps: 2000,
    tdpW: 700,
    idleW: 105,
  });
  expect(metros.shanghai).toMatchObject({ region: '', utcOffsetH: 8 });
  expect(links.bw).toMatchObject({ gbps: 400, delayMs: null, routeFactor: 1.5, kind: 'fibre', name: 'bw' });
  expect(jobs.list[0]).toMatchObject({
    atS: 0,
    tenant: '',
    hours: 2,
    flop: null,
    types: [],
    datasetTB: null,
  });
});

test('durations, dates and capacities are read in their units', () => {
  const scenario = scenarioOf({
    start: '2026-01-05T00:00:00Z',
    duration: '2d',
    tick: 60,
    openAt: '1d',
    links: { bw: { gbps: null, bps: 80 } },
    events: [{ at: '90s', do: 'link-cut', link: 'bw' }],
    demand: { epoch: '10m', metros: { shanghai: { chat: { requestsPerDay: 5 } } } },
  });
  expect(scenario).toMatchObject({
    startMs: Date.UTC(2026, 0, 5),
    durationS: 172800,
    tickS: 60,
    openAtS: 86400,
  });
  expect(scenario.links.bw?.gbps).toBeCloseTo(8e-8, 20);
  expect(scenario.events).toEqual([{ atS: 90, do: 'link-cut', link: 'bw' }]);
  expect(scenario.demand).toMatchObject({ epochS: 600, metros: { shanghai: { chat: { profile: null } } } });
});

test('a job without class runs at full speed; ids follow the order', () => {
  const scenario = scenarioOf({ jobs: { list: [{ site: 'wuhu', accelerators: 1, flop: 1e15, at: '1h' }] } });
  expect(scenario.jobs.list[0]).toMatchObject({ id: 'job-0', class: 'job', atS: 3600, flop: 1e15 });
  expect(scenario.classes.job).toMatchObject({ kind: 'job', mfu: 1 });
});

test('a generator covers the run unless it says otherwise', () => {
  const generate = [
    {
      count: 9,
      class: 'train',
      sites: { wuhu: 1 },
      accelerators: [[0.5, 8]],
      hours: [
        [0, 1],
        [1, 9],
      ],
    },
  ];
  expect(scenarioOf({ duration: '1d', jobs: { generate } }).jobs.generate[0]).toMatchObject({
    id: 'generated-0',
    fromS: 0,
    toS: 86400,
    acceleratorsMultiple: 1,
    estimateFactor: 1,
    hourly: [],
  });
});

test('too many epochs are a fault only where there is demand', () => {
  const century = { duration: '36500d', tick: '1d' };
  expect(faultsOf(century)).toEqual([]);
  expect(faultsOf({ ...century, demand: { metros: { shanghai: {} } } })).toEqual([]);
  const demand = { metros: { shanghai: { chat: { requestsPerDay: 5 } } } };
  expect(faultsOf({ ...century, demand })).toEqual([
    'demand.epoch: makes 10512000 epochs (at most 1000000: 3154s or more)',
  ]);
});

test('$schema is allowed', () => {
  expect(faultsOf({ $schema: './scenario.schema.json' })).toEqual([]);
});

test.each([0, -1, Infinity, -Infinity, NaN, 1e-13, 1e13])('a link of %s Gbit/s', (gbps) => {
  expect(faultsOf({ links: { bw: { gbps } } })).toEqual([
    `links.bw.gbps: is ${gbps} (capacity each way in Gbit/s, 1e-12 to 1e12)`,
  ]);
});

test.each<[string, unknown, string[]]>([
  [
    'a negative capacity',
    { sites: { wuhu: { pools: { h100: -5 } } } },
    ['sites.wuhu.pools.h100: is -5 (a number of accelerators, 0 or more)'],
  ],
  [
    'a typo in a key',
    { links: { bw: { gpbs: 3 } } },
    ['links.bw.gpbs: is not a known key (did you mean "gbps"?)'],
  ],
  ['a typo at the top', { polices: {} }, ['polices: is not a known key (did you mean "policy"?)']],
  [
    'a link to nowhere',
    { links: { bw: { b: 'whu' } }, transfers: null },
    ['links.bw.b: is "whu", which does not exist (did you mean "wuhu"?)'],
  ],
  [
    'a link to itself',
    { links: { ws: { b: 'wuhu' } }, transfers: null },
    ['links.ws.b: is the same as a (another end)'],
  ],
  [
    'a dead link',
    { links: { bw: { gbps: 0 } } },
    ['links.bw.gbps: is 0 (capacity each way in Gbit/s, 1e-12 to 1e12)'],
  ],
  [
    'a link of two capacities',
    { links: { bw: { bps: 7 } } },
    ['links.bw.bps: stands beside gbps (one of the two)'],
  ],
  [
    'no capacity',
    { links: { bw: { gbps: null } } },
    ['links.bw.gbps: is missing (capacity each way in Gbit/s, above 0)'],
  ],
  [
    'an unknown accelerator',
    { sites: { wuhu: { pools: { h10: 1 } } } },
    ['sites.wuhu.pools.h10: is not one of accelerators (did you mean "h100"?)'],
  ],
  [
    'failures of an unknown accelerator',
    { classes: { train: { acceleratorMtbfHoursByType: { h10: 1e4 } } } },
    ['classes.train.acceleratorMtbfHoursByType.h10: is not one of accelerators (did you mean "h100"?)'],
  ],
  [
    'an unknown grid',
    { sites: { wuhu: { grid: 'g' } } },
    ['sites.wuhu.grid: is "g", which does not exist (grids: there is none)'],
  ],
  [
    'a place off the map',
    { sites: { wuhu: { lat: 131 } } },
    ['sites.wuhu.lat: is 131 (a latitude, -90 to 90)'],
  ],
  [
    'a share over 1',
    { sites: { wuhu: { servingShare: 1.5 } } },
    ['sites.wuhu.servingShare: is 1.5 (share of accelerators kept for inference, 0 to 1)'],
  ],
  [
    'an idle draw over the full one',
    { accelerators: { h100: { idleW: 900 } } },
    ['accelerators.h100.idleW: is 900 (at most tdpW, 700)'],
  ],
  ['NaN', { seed: NaN }, ['seed: is NaN (a whole number, 0 to 4294967295)']],
  ['a text for a truth', { linked: 'false' }, ['linked: is "false" (true or false)']],
  ['a tick of 0', { tick: 0 }, ['tick: is 0 (more than 0)']],
  ['too many ticks', { tick: '100ms' }, ['tick: makes 6048000 ticks (at most 1000000: 1s or more)']],
  ['an opening after the end', { openAt: '8d' }, ['openAt: is 8d (at most the duration, 7d)']],
  [
    'a bad duration',
    { duration: '7 days' },
    ['duration: is "7 days" (length of the run: seconds, or a text such as "90s", "5m", "2h", "7d")'],
  ],
  [
    'an event on no link',
    { events: [{ at: 1, do: 'link-cut', link: 'bv' }] },
    ['events[0].link: is "bv", which does not exist (links: bw, ws)'],
  ],
  [
    'an event before the start',
    { events: [{ at: -1, do: 'link-all' }] },
    ['events[0].at: is -1 (when it happens: seconds, a text such as "36h", or a date such as "2027-06-01")'],
  ],
  [
    'an id twice',
    { metros: { wuhu: { lat: 1, lon: 2 } } },
    ['metros.wuhu: is also the id of a site (another id)'],
  ],
  [
    'an id with a space',
    { grids: { 'a b': { carbonGPerKwh: 1, priceUsdPerMwh: 1 } } },
    ['grids["a b"]: is not an id (1 to 200 characters without spaces)'],
  ],
  [
    'jobs from a file',
    { jobs: { file: 'log.swf' } },
    ['jobs.file: has not been read (jobs.list: whoever opens the scenario puts the jobs of the log there)'],
  ],
])('%s', (_, patch, expected) => {
  expect(faultsOf(patch)).toEqual(expected);
});

const job = { id: 'x', class: 'train', site: 'wuhu', accelerators: 8, hours: 2 };
test.each<[string, unknown[], string[]]>([
  ['the same id', [job, job], ['jobs.list[1].id: is "x" again (an id of its own)']],
  [
    'no work',
    [{ ...job, hours: undefined }],
    ['jobs.list[0].hours: is missing (hours at full speed, or flop)'],
  ],
  ['work twice', [{ ...job, flop: 1 }], ['jobs.list[0].flop: stands beside hours (one of the two)']],
  [
    'a class of requests',
    [{ ...job, class: 'chat' }],
    ['jobs.list[0].class: is "chat", a class of requests (a class of jobs)'],
  ],
  [
    'no class of that name',
    [{ ...job, class: 'trian' }],
    ['jobs.list[0].class: is "trian", which does not exist (did you mean "train"?)'],
  ],
  [
    'a site that is not there',
    [{ ...job, site: 'wuhhu' }],
    ['jobs.list[0].site: is "wuhhu", which does not exist (did you mean "wuhu"?)'],
  ],
  [
    'a type that is not there',
    [{ ...job, types: ['h100', 'h20'] }],
    ['jobs.list[0].types[1]: is "h20", which does not exist (accelerators: h100)'],
  ],
  [
    'no accelerators',
    [{ ...job, accelerators: 0 }],
    ['jobs.list[0].accelerators: is 0 (a number of accelerators, 1 to 2147483647)'],
  ],
])('jobs with %s', (_, list, expected) => {
  expect(faultsOf({ jobs: { list } })).toEqual(expected);
});

const transfer = { from: 'beijing', to: 'shanghai', bytes: 1 };
test.each<[string, object, string[]]>([
  [
    'a gap',
    { via: ['ws'] },
    ['transfers.list[0].via[0]: is "ws", from "wuhu" to "shanghai" (a link that goes on from "beijing")'],
  ],
  ['a stop on the way', { via: ['bw'] }, ['transfers.list[0].via: ends at "wuhu" (a route to "shanghai")']],
  [
    'a step back',
    { via: ['bw', 'bw'] },
    ['transfers.list[0].via[1]: comes back to "beijing" (a route that passes each place once)'],
  ],
  [
    'no such link',
    { via: ['xy'] },
    ['transfers.list[0].via[0]: is "xy", which does not exist (links: bw, ws)'],
  ],
  [
    'no end',
    { to: 'mars' },
    ['transfers.list[0].to: is "mars", which does not exist (sites and metros: beijing, wuhu, shanghai)'],
  ],
  ['no way to go', { to: 'beijing' }, ['transfers.list[0].to: is the same as from (another end)']],
  [
    'no weight',
    { weight: 0 },
    ['transfers.list[0].weight: is 0 (its part of a shared link against others, 0.001 to 1000)'],
  ],
  [
    'a cap of nothing',
    { maxGbps: 0 },
    ['transfers.list[0].maxGbps: is 0 (the most it takes in Gbit/s, 1e-12 to 1e12)'],
  ],
  ['nothing to carry', { bytes: 0 }, ['transfers.list[0].bytes: is 0 (bytes, above 0)']],
])('a transfer with %s', (_, change, expected) => {
  expect(faultsOf({ transfers: { list: [{ ...transfer, ...change }] } })).toEqual(expected);
});

const generator = {
  id: 'g',
  count: 9,
  class: 'train',
  sites: { wuhu: 1 },
  accelerators: [[0.5, 8]],
  hours: [[0.5, 1]],
};
test.each<[string, object, RegExp]>([
  [
    'descending shares',
    {
      hours: [
        [0.5, 1],
        [0.4, 2],
      ],
    },
    /^jobs\.generate\[0\]\.hours\[1\]: is \[0\.4, 2\] \(/,
  ],
  [
    'descending values',
    {
      accelerators: [
        [0.1, 8],
        [0.9, 4],
      ],
    },
    /^jobs\.generate\[0\]\.accelerators\[1\]: is \[0\.9, 4\] \(/,
  ],
  ['no quantile', { hours: [] }, /^jobs\.generate\[0\]\.hours: is an empty list \(/],
  ['no weight', { sites: { wuhu: 0 } }, /^jobs\.generate\[0\]\.sites: has no weight above 0/],
  [
    'an unknown site',
    { sites: { wuh: 1 } },
    /^jobs\.generate\[0\]\.sites\.wuh: is not one of sites \(did you mean "wuhu"\?\)/,
  ],
  ['an end before its start', { from: '2d', to: '1d' }, /^jobs\.generate\[0\]\.from: is after 1d/],
  ['23 hours', { hourly: Array(23).fill(1) }, /^jobs\.generate\[0\]\.hourly: is a list \(24 factors/],
  ['too many jobs', { count: 5e6 }, /^jobs: makes 5000001 jobs \(at most 5000000\)/],
])('a generator with %s', (_, change, expected) => {
  const found = faultsOf({ jobs: { generate: [{ ...generator, ...change }] } });
  expect(found).toHaveLength(1);
  expect(found[0]).toMatch(expected);
});

test('a given job may not have the id of a generated one', () => {
  const found = faultsOf({ jobs: { list: [{ ...job, id: 'g-8' }], generate: [generator] } });
  expect(found).toEqual(['jobs.list[0].id: is the id of a job of generator "g" (an id of its own)']);
});

test('demand names metros, classes of requests and profiles', () => {
  const demand = {
    metros: {
      shanghai: { train: { requestsPerDay: 1 }, chat: { requestsPerDay: 1, profile: 'p' } },
      xian: {},
    },
  };
  expect(faultsOf({ demand })).toEqual([
    'demand.metros.shanghai.train: is "train", a class of jobs (a class of requests)',
    'demand.metros.shanghai.chat.profile: is "p", which does not exist (profiles: there is none)',
    'demand.metros.xian: is not one of metros (metros: shanghai)',
  ]);
});
