/** What the claims table adds to the raw checks: how the model shows a claim, or why it cannot. */

import type { ClaimModel } from '../../claims.ts';

const china = (model: Omit<ClaimModel, 'scenario' | 'until'> & { until?: string }): ClaimModel => ({
  scenario: 'china-linked',
  until: '2d',
  ...model,
});

/** Nothing runs, so power is what the installed accelerators draw when idle. */
const IDLE = { jobs: { generate: [] }, demand: null };
const US_AGAINST_CHINA: ClaimModel = {
  scenario: 'us-and-china',
  patch: { ...IDLE, include: ['china'] },
  against: { ...IDLE, include: ['us'] },
  metric: 'powerW',
  until: '1h',
  shows: 'idle draw of all accelerators, which follows what is installed: China, against the United States',
};
const oneJob = (job: object): object => ({ demand: null, jobs: { generate: [], list: [job] } });
const lampJobs = (site: string): object => ({
  include: ['china', 'ilamps'],
  ...oneJob({ class: 'small', site, accelerators: 8, hours: 2 }),
  linked: false,
});
const shortened = (workClass: string, flop: number): object => ({
  include: ['china', 'workloads'],
  ...oneJob({ class: workClass, site: 'cl_guian', accelerators: 2048, flop }),
  policy: { placement: 'home' },
});
/** 20,000 chips of one kind at Gui'an, or half of them there and half at Wuhu, 10 ms away. */
const gang = (guian: number, wuhu: number, maxSites: number): object => ({
  ...oneJob({
    class: 'pretrain',
    site: 'cl_guian',
    accelerators: 20000,
    hours: 24,
    maxSites,
    types: ['ascend_910c'],
    datasetTB: 1,
  }),
  sites: { cl_guian: { pools: { ascend_910c: guian } }, cl_wuhu: { pools: { ascend_910c: wuhu } } },
});

const BETTER_CHIPS = china({
  patch: { sites: { cl_guian: { pools: { ascend_910c: null, ascend_910b: 160000 } } } },
  against: { sites: { cl_guian: { pools: { ascend_910c: null, h100: 160000 } } } },
  metric: 'usefulFlop',
  shows: "useful work with older home-made chips at Gui'an, against as many H100",
});
const WIDE = china({
  patch: gang(14000, 30000, 2),
  against: gang(160000, 30000, 1),
  metric: 'usefulFlop',
  until: '1d',
  shows:
    'useful work in a day of a gang of 20,000 over two sites 10 ms apart, exchanging at every step, against in one',
});

/** By place in the raw table, from 1. */
export const CLAIM_MODELS: Record<number, ClaimModel> = {
  1: china({
    patch: {
      include: ['china', 'ilamps', 'workloads'],
      demand: { metros: { m_warwick: { 'street-camera': { requestsPerDay: 1e7 } } } },
      linked: false,
    },
    against: { linked: false },
    metric: 'servedRps',
    until: '12h',
    shows: 'requests answered with a hundred lamp posts at Warwick that take pictures, against without',
  }),
  3: china({
    patch: lampJobs('ilamp_warwick'),
    against: lampJobs('cl_guian'),
    metric: 'doneJobs',
    until: '1d',
    shows: "a small training job on lamp posts, whose chips have 8 GB, against at Gui'an",
  }),
  7: china({
    patch: { sites: { cl_zhangjiakou: { pue: 1.1 }, cl_zhongwei: { pue: 1.1 }, cl_qingyang: { pue: 1.1 } } },
    against: {},
    metric: 'energyJ',
    shows: 'energy with liquid cooling (PUE 1.1) at three clusters, against as they are',
  }),
  10: china({
    patch: {
      grids: {
        'CN-HE': { carbonGPerKwh: 145 },
        'CN-NM': { carbonGPerKwh: 138 },
        'CN-NX': { carbonGPerKwh: 127 },
        'CN-GS': { carbonGPerKwh: 90 },
        'CN-GZ': { carbonGPerKwh: 100 },
      },
    },
    against: {},
    metric: 'carbonG',
    shows: 'carbon with about 80 % green power at five hub grids, against as they are',
  }),
  15: US_AGAINST_CHINA,
  20: BETTER_CHIPS,
  25: china({
    patch: { policy: { placement: 'cheapest' } },
    against: { policy: { placement: 'home' } },
    metric: 'costPerPflopDayUsd',
    shows: 'energy cost of useful work when jobs go where power is cheap, against where they are asked for',
  }),
  27: china({
    patch: {},
    against: { linked: false },
    metric: 'usefulFlop',
    until: '7d',
    shows: 'useful work of a week with the hubs linked, against as islands',
  }),
  28: US_AGAINST_CHINA,
  35: china({
    patch: { include: ['china', 'belt-and-road'] },
    against: { include: ['china', 'belt-and-road'], linked: false },
    metric: 'inTimeMean',
    until: '1d',
    shows: 'requests in time with sites of the Digital Silk Road joined to China, against by themselves',
  }),
  51: {
    scenario: 'us-and-china',
    patch: { ...IDLE, include: ['us', 'allies'] },
    against: { ...IDLE, include: ['us'] },
    metric: 'powerW',
    until: '1h',
    shows: 'idle draw of all accelerators of the United States with allies, against alone',
  },
  53: US_AGAINST_CHINA,
  54: {
    scenario: 'us-and-china',
    patch: { include: ['china', 'us'] },
    against: {},
    metric: 'usefulFlop',
    until: '2d',
    shows: 'useful work without the cables of the Pacific, against with them',
  },
  55: china({
    patch: { linked: false },
    against: { linked: false, sites: { cl_wuhu: { status: 'planned' } } },
    metric: 'inTimeMean',
    until: '2d',
    shows: 'requests in time as islands with Wuhu, against before it was built',
  }),
  58: china({
    patch: { policy: { placement: 'train-west-serve-east' } },
    against: { policy: { placement: 'home' } },
    metric: 'usefulFlop',
    until: '4d',
    shows: 'useful work when training goes west, against where it is asked for',
  }),
  61: china({
    patch: { economics: { subsidy: 0.3 } },
    against: { economics: { subsidy: 0 } },
    metric: 'totalCostUsd',
    until: '7d',
    shows: "cost of a week with 30 % of the chips' price paid by others, against none",
  }),
  62: china({
    patch: { linked: false },
    against: {},
    metric: 'utilisationMean',
    until: '4d',
    shows: 'accelerators busy as islands, against linked',
  }),
  63: china({
    patch: {},
    against: { linked: false },
    metric: 'waitMeanS',
    until: '4d',
    shows:
      'mean wait of jobs with the hubs linked, against as islands; the hub mesh itself is a service over fibres that are there',
  }),
  64: BETTER_CHIPS,
  68: {
    scenario: 'us-and-china',
    patch: {
      ...IDLE,
      sites: Object.fromEntries(
        ['sg_shackelford', 'sg_lordstown', 'sg_milam'].map((id) => [id, { status: 'operational' }]),
      ),
    },
    against: IDLE,
    metric: 'powerW',
    until: '1h',
    shows: 'idle draw once three Stargate campuses with known chips work, against as of now',
  },
  70: china({
    patch: {},
    against: { linked: false },
    metric: 'latencyS',
    shows: 'time to the first token when the west answers too, against by the own region alone',
  }),
  72: WIDE,
  73: china({
    patch: shortened('deepseek-v3', 3.3e22),
    against: shortened('gpt4-class', 2.1e23),
    metric: 'doneJobs',
    until: '1d',
    shows:
      'a hundredth of the DeepSeek-V3 run done in a day on 2,048 chips, against a hundredth of a GPT-4 class run',
  }),
  74: WIDE,
  75: china({
    patch: {
      sites: {
        cl_guian: { pools: { ascend_910c: 320000 } },
        cl_horinger: { pools: { ascend_910b: 400000 } },
        cl_qingyang: { pools: { ascend_910b: 560000 } },
        cl_zhongwei: { pools: { ascend_910b: 400000 } },
      },
    },
    against: {},
    metric: 'utilisationMean',
    until: '4d',
    shows: 'accelerators busy with the western hubs twice as large and no more work, against as they are',
  }),
  77: china({
    patch: {},
    metric: 'energyJ',
    until: '7d',
    shows: 'energy of a week of the ten clusters and three markets',
  }),
};

const OPINION = 'a judgement without a quantity';
const DATE = 'a date of the past; scenarios begin in 2026';
const MONEY = 'money of states and firms at large; the model has the cost of sites and links';
const RANKING = 'a count of lists or firms, not of work; the figures are in economics.csv and sites.csv';
const PEOPLE = 'about people, papers or programmes, which the model does not have';
const SOURCE = 'about who said it, not about what happens';
const PLACES = 'places and names: they are rows of sites.csv and can be seen on the map';
const LINPACK = 'Linpack is not run; npm run -s causeway -- calibrate holds it against the peaks';

/** By place in the raw table, from 1, for all that have no model. */
export const CLAIM_REASONS: Record<number, string> = {
  2: SOURCE, 4: 'theft and privacy are no part of the model', 5: RANKING,
  6: 'no law of one state: residency knows countries', 8: PLACES, 9: MONEY, 11: OPINION, 12: OPINION,
  13: OPINION, 14: OPINION, 16: SOURCE, 17: 'quality of models is no part of the model', 18: SOURCE,
  19: SOURCE, 21: OPINION, 22: MONEY, 23: MONEY, 24: 'a count of people; demand is given in requests',
  26: 'servers added in a year; the model begins with what stands', 29: DATE,
  30: 'yield and lines of fabs are no part of the model', 31: DATE, 32: MONEY, 33: PLACES, 34: RANKING,
  36: RANKING, 37: RANKING, 38: LINPACK, 39: 'what these machines do is not public', 40: LINPACK,
  41: LINPACK, 42: PEOPLE, 43: PEOPLE, 44: DATE, 45: PEOPLE,
  46: 'pilots of cities without figures; a template of sites.csv can be copied into a scenario',
  47: PEOPLE, 48: 'military use is not public', 49: MONEY, 50: PEOPLE, 52: PEOPLE,
  56: 'land is no part of the model', 57: PLACES, 59: MONEY, 60: MONEY,
  65: 'grey trade has no figures of place and time',
  66: PEOPLE, 67: PLACES, 69: OPINION, 71: 'why a site was built is no part of the model',
  76: 'access of small firms is a matter of fairness, which no metric shows yet', 78: SOURCE,
}; // prettier-ignore
