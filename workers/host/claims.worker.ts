/** What the model gives for a claim, computed in the visitor's own browser beside the run on show. */
import { expose } from 'comlink';
import type { ClaimsApi } from '../claims.ts';
import { showClaim } from './claims/claims.ts';

const api: ClaimsApi = {
  show: (model, baseUrl) =>
    showClaim(model, async (path) => {
      const reply = await fetch(`${baseUrl}${path}`);
      if (!reply.ok) throw new Error(`${path}: ${reply.status} ${reply.statusText}`);
      return reply.text();
    }),
};

expose(api);
