/** The site with room where a request emits the least carbon this hour. */
import { requestValues } from './request-energy.ts';
import { inOneGo, type OrderingPolicy } from './routing-policy.ts';

export const greenest: OrderingPolicy = {
  name: 'greenest',
  hourly: true,
  levels: inOneGo,
  costs: (run, out) => requestValues(run, run.state.gridCarbonGPerJ, out),
};
