/** What the model gives for a claim, computed in the visitor's own browser beside the run on show. */
import { expose } from 'comlink';
import type { ClaimsApi } from '../claims.ts';
import { showClaim } from './claims/claims.ts';
import { shippedFile } from './shipped.ts';

const api: ClaimsApi = {
  show: (model, shipped) => showClaim(model, async (path) => (await shippedFile(shipped, path)).text()),
};

expose(api);
