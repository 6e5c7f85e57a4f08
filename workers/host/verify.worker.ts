/** Verify in the visitor's own browser, in a worker of its own: the run on show is not held up. */
import { expose } from 'comlink';
import type { VerifyApi } from '../protocol.ts';
import { shippedFile } from './shipped.ts';
import { verify } from './verify/verify.ts';

const api: VerifyApi = {
  verify: (shipped) => verify(async (file) => (await shippedFile(shipped, `oracles/${file}`)).text()),
};

expose(api);
