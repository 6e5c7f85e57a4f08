/** An ensemble that has come to a first report: what the panel's parts show. */
import type { BandsReport, EnsemblePlan } from '../../workers/ensemble.ts';
import type { EnsembleNow } from '../sim/ensemble.ts';

export type Shown = EnsembleNow & { report: BandsReport; plan: EnsemblePlan };
