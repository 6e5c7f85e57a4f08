/** Runs draws of an ensemble, one after the other, for the tally that asks over a port. */
import { expose } from 'comlink';
import { createRunService } from './run-service.ts';

addEventListener('message', ({ data }: MessageEvent<MessagePort>) => expose(createRunService(), data), {
  once: true,
});
