/** Verify in the visitor's own browser, in a worker of its own: the run on show is not held up. */
import { expose } from 'comlink';
import type { VerifyApi } from '../protocol.ts';
import { verify } from './verify/verify.ts';

const api: VerifyApi = {
  verify(baseUrl) {
    return verify(async (file) => {
      const reply = await fetch(`${baseUrl}oracles/${file}`);
      if (!reply.ok) throw new Error(`${file}: ${reply.status} ${reply.statusText}`);
      return reply.text();
    });
  },
};

expose(api);
