/** The site with room where a request costs the least energy money this hour. */
import { requestValues } from './request-energy.ts';
import { inOneGo, type OrderingPolicy } from './routing-policy.ts';

export const cheapest: OrderingPolicy = {
  name: 'cheapest',
  hourly: true,
  levels: inOneGo,
  costs: (run, out) => requestValues(run, run.state.gridPriceUsdPerJ, out),
};
