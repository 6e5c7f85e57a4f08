/**
 * What is measured (M): one table for frames, series, files and screens.
 * A value is of the moment unless its definition says "since the start".
 */
export type MetricUnit =
  | 'share'
  | 'jobs'
  | 'accelerators'
  | 's'
  | 'FLOP/s'
  | 'bytes'
  | 'bit/s'
  | 'flows'
  | '1/s'
  | 'requests'
  | 'FLOP'
  | 'W'
  | 'J'
  | 'g'
  | 'USD'
  | 'g/PFLOP-day'
  | 'USD/PFLOP-day'
  | 'ratio'
  | 'L'
  | 'L/h'
  | 'tokens'
  | 'USD/M tokens';

export const METRICS = [
  {
    key: 'utilisation',
    label: 'Busy',
    unit: 'share',
    definition: 'Accelerators computing or serving, over those installed.',
  },
  {
    key: 'utilisationMean',
    label: 'Busy, mean',
    unit: 'share',
    definition: 'Accelerator-seconds spent computing or serving since the start, over those installed.',
  },
  {
    key: 'trainingUtilisation',
    label: 'Busy on jobs',
    unit: 'share',
    definition: 'Accelerators running a job, over those not kept for inference.',
  },
  {
    key: 'stagingShare',
    label: 'Waiting for data',
    unit: 'share',
    definition: 'Accelerators held by jobs whose data is in flight, over those installed.',
  },
  {
    key: 'stalledShare',
    label: 'Saving or restarting',
    unit: 'share',
    definition: 'Accelerators held by jobs that write a checkpoint or restart, over those installed.',
  },
  {
    key: 'installed',
    label: 'Accelerators',
    unit: 'accelerators',
    definition: 'Accelerators installed now, powered or not.',
  },
  {
    key: 'peakFlops',
    label: 'Peak compute',
    unit: 'FLOP/s',
    definition: 'BF16 peak of the accelerators installed.',
  },
  {
    key: 'embargoed',
    label: 'Kept away',
    unit: 'accelerators',
    definition: 'Accelerators that an embargo kept from being delivered since the start, without a stand-in.',
  },
  { key: 'arrivedJobs', label: 'Jobs arrived', unit: 'jobs', definition: 'Jobs submitted since the start.' },
  { key: 'queuedJobs', label: 'Jobs queued', unit: 'jobs', definition: 'Jobs waiting for accelerators.' },
  {
    key: 'queuedAccelerators',
    label: 'Accelerators asked for',
    unit: 'accelerators',
    definition: 'Accelerators wanted by queued jobs.',
  },
  {
    key: 'stagingJobs',
    label: 'Jobs staging',
    unit: 'jobs',
    definition: 'Jobs holding accelerators while their data is in flight.',
  },
  { key: 'runningJobs', label: 'Jobs running', unit: 'jobs', definition: 'Jobs computing.' },
  { key: 'doneJobs', label: 'Jobs done', unit: 'jobs', definition: 'Jobs finished since the start.' },
  {
    key: 'movedJobs',
    label: 'Jobs moved',
    unit: 'jobs',
    definition: 'Jobs placed away from their home site since the start.',
  },
  {
    key: 'failures',
    label: 'Failures',
    unit: 'jobs',
    definition: 'Times a job lost an accelerator and went back to its last checkpoint, since the start.',
  },
  {
    key: 'preemptions',
    label: 'Preemptions',
    unit: 'jobs',
    definition: 'Times a job gave its place to one of higher priority, since the start.',
  },
  {
    key: 'migrations',
    label: 'Migrations',
    unit: 'jobs',
    definition: 'Times a job went on from a checkpoint at another site, since the start.',
  },
  {
    key: 'waitMeanS',
    label: 'Mean wait',
    unit: 's',
    definition: 'Time spent queued since the start, still waiting jobs included, over jobs arrived.',
  },
  {
    key: 'waitP50S',
    label: 'Median wait',
    unit: 's',
    definition:
      'Median time from submission to start, of jobs started since the start (histogram, within 2.2 %).',
  },
  {
    key: 'waitP95S',
    label: '95th percentile wait',
    unit: 's',
    definition:
      '95th percentile of time from submission to start, of jobs started since the start (histogram, within 2.2 %).',
  },
  {
    key: 'goodputFlops',
    label: 'Useful compute',
    unit: 'FLOP/s',
    definition: 'Model FLOP/s of running jobs.',
  },
  {
    key: 'usefulFlop',
    label: 'Useful work',
    unit: 'FLOP',
    definition: 'Model FLOP done by jobs since the start.',
  },
  {
    key: 'lostFlop',
    label: 'Work lost',
    unit: 'FLOP',
    definition: 'Model FLOP undone by failures and by preemption without a checkpoint, since the start.',
  },
  {
    key: 'activeFlows',
    label: 'Transfers in flight',
    unit: 'flows',
    definition: 'Finite transfers sending now.',
  },
  {
    key: 'bytesMoved',
    label: 'Data moved',
    unit: 'bytes',
    definition: 'Bytes of finished transfers since the start.',
  },
  {
    key: 'networkRateBps',
    label: 'Traffic',
    unit: 'bit/s',
    definition: 'Sum of the rates of all flows, each counted once.',
  },
  {
    key: 'peakLinkLoad',
    label: 'Busiest link',
    unit: 'share',
    definition: 'Largest load over capacity of any arc.',
  },
  {
    key: 'demandRps',
    label: 'Requests',
    unit: '1/s',
    definition: 'Inference requests demanded by all metros.',
  },
  {
    key: 'servedRps',
    label: 'Requests served',
    unit: '1/s',
    definition: 'Inference requests taken by a site.',
  },
  {
    key: 'shedRps',
    label: 'Requests shed',
    unit: '1/s',
    definition: 'Inference requests no site could take.',
  },
  {
    key: 'inTime',
    label: 'Answered in time',
    unit: 'share',
    definition:
      'Demanded requests whose first token arrives within the class limit; shed requests count against it.',
  },
  {
    key: 'inTimeMean',
    label: 'Answered in time, mean',
    unit: 'share',
    definition: 'The same over all requests since the start.',
  },
  {
    key: 'latencyS',
    label: 'Time to first token',
    unit: 's',
    definition: 'Mean over served requests: last mile, route, wait and prefill.',
  },
  {
    key: 'latencyP50S',
    label: 'Time to first token, median',
    unit: 's',
    definition:
      'Time within which half of the requests demanded have their first token; infinite where more is shed.',
  },
  {
    key: 'latencyP95S',
    label: 'Time to first token, 95th percentile',
    unit: 's',
    definition: 'The same for 95 of 100 requests demanded.',
  },
  {
    key: 'latencyP99S',
    label: 'Time to first token, 99th percentile',
    unit: 's',
    definition: 'The same for 99 of 100 requests demanded.',
  },
  {
    key: 'tokenS',
    label: 'Time per token',
    unit: 's',
    definition: 'Mean time of each token after the first, over served requests.',
  },
  {
    key: 'regret',
    label: 'Distance from the optimum',
    unit: 'share',
    definition:
      'What the split of demand is worth less than the best one (I6): under the objective cost, its energy money and missed requests over those of the best, less 1; under attainment, the share of requests missed above the best. 0 where not asked for.',
  },
  {
    key: 'regretMean',
    label: 'Distance from the optimum, mean',
    unit: 'share',
    definition: 'The same for all requests since the start.',
  },
  {
    key: 'requestsDemanded',
    label: 'Requests, total',
    unit: 'requests',
    definition: 'Requests demanded since the start.',
  },
  {
    key: 'requestsShed',
    label: 'Requests shed, total',
    unit: 'requests',
    definition: 'Requests shed since the start.',
  },
  { key: 'powerW', label: 'Power', unit: 'W', definition: 'Facility power of all sites.' },
  { key: 'energyJ', label: 'Energy', unit: 'J', definition: 'Facility energy since the start.' },
  {
    key: 'carbonG',
    label: 'Carbon',
    unit: 'g',
    definition: 'CO2 of the energy since the start, by the hour and grid in which it was used.',
  },
  {
    key: 'costUsd',
    label: 'Energy cost',
    unit: 'USD',
    definition: 'Cost of the energy since the start, by hour and grid.',
  },
  {
    key: 'carbonPerPflopDayG',
    label: 'Carbon per PFLOP-day',
    unit: 'g/PFLOP-day',
    definition: 'Carbon since the start over useful work, in PFLOP/s-days.',
  },
  {
    key: 'costPerPflopDayUsd',
    label: 'Energy cost per PFLOP-day',
    unit: 'USD/PFLOP-day',
    definition: 'Energy cost since the start over useful work, in PFLOP/s-days.',
  },
  {
    key: 'pue',
    label: 'PUE',
    unit: 'ratio',
    definition: 'Facility power over IT power, of all sites; 0 where nothing draws.',
  },
  {
    key: 'pueMean',
    label: 'PUE, mean',
    unit: 'ratio',
    definition: 'Facility energy over IT energy since the start.',
  },
  {
    key: 'gridEnergyJ',
    label: 'Energy from the grid',
    unit: 'J',
    definition: 'Energy taken from the grids since the start.',
  },
  {
    key: 'solarEnergyJ',
    label: 'Solar energy',
    unit: 'J',
    definition: 'Energy the panels on site gave since the start, curtailed energy included.',
  },
  {
    key: 'curtailedEnergyJ',
    label: 'Curtailed',
    unit: 'J',
    definition: 'Solar energy that neither load nor battery took since the start.',
  },
  { key: 'batteryJ', label: 'In batteries', unit: 'J', definition: 'Energy in the batteries on site.' },
  {
    key: 'waterLph',
    label: 'Water an hour',
    unit: 'L/h',
    definition: 'Water for cooling and for generation, as much as it is now.',
  },
  {
    key: 'waterL',
    label: 'Water',
    unit: 'L',
    definition: 'Water for cooling and for the generation of what the grids gave, since the start.',
  },
  {
    key: 'capitalUsd',
    label: 'Capital cost',
    unit: 'USD',
    definition: 'Accelerators, hosts and buildings less subsidy, paid off evenly, the part since the start.',
  },
  {
    key: 'operatingUsd',
    label: 'Operating cost',
    unit: 'USD',
    definition: 'Energy, staff and upkeep, and links, since the start.',
  },
  {
    key: 'totalCostUsd',
    label: 'Total cost',
    unit: 'USD',
    definition: 'Capital and operating cost since the start.',
  },
  {
    key: 'totalCostPerPflopDayUsd',
    label: 'Total cost per PFLOP-day',
    unit: 'USD/PFLOP-day',
    definition:
      'Total cost of the accelerators not kept for inference, by their share of each site, over useful work.',
  },
  {
    key: 'tokensServed',
    label: 'Tokens served',
    unit: 'tokens',
    definition: 'Tokens of the answers since the start: requests served x tokens out.',
  },
  {
    key: 'costPerMillionTokensUsd',
    label: 'Total cost per million tokens',
    unit: 'USD/M tokens',
    definition:
      'Total cost of the accelerators kept for inference, and of links at metros, over tokens served.',
  },
] as const satisfies readonly { key: string; label: string; unit: MetricUnit; definition: string }[];

export type MetricKey = (typeof METRICS)[number]['key'];

/** Position of a metric in the table. @throws RangeError for an unknown key. */
export function metricIndex(key: MetricKey): number {
  const index = METRICS.findIndex((metric) => metric.key === key);
  if (index < 0) throw new RangeError(`no metric '${key}'`);
  return index;
}
