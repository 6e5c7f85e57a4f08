/** The best split there is, by linear programming (I6). */
import { splitBest } from '../../inference/optimum.ts';
import type { SplittingPolicy } from './routing-policy.ts';

export const optimal: SplittingPolicy = { name: 'optimal', hourly: true, split: splitBest };
