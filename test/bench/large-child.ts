/** Runs a made-up world of the size in its argument to its end, and prints what that cost as JSON. */
import { advanceTo, createRun, stateHash } from '../../workers/engine/engine.ts';
import { N } from '../../workers/engine/state.ts';
import { hashText } from '../../workers/frame/read.ts';
import { largeWorld, type WorldSize } from '../fixtures/large-world.ts';
import { runOf } from '../fixtures/worlds.ts';

const size = JSON.parse(process.argv[2]!) as WorldSize;
const untilS = Number(process.argv[3] ?? size.days * 86400);

const begun = performance.now();
const { world } = runOf(largeWorld(size));
const opened = performance.now();
const run = createRun(world);
advanceTo(run, untilS);
const { high, low } = stateHash(run);
console.log(
  JSON.stringify({
    openS: (opened - begun) / 1000,
    runS: (performance.now() - opened) / 1000,
    hash: hashText(high, low),
    stateBytes: run.state.buffer.byteLength,
    /** Kilobytes, by getrusage. */
    peakBytes: process.resourceUsage().maxRSS * 1024,
    doneJobs: run.state.n[N.doneJobs],
  }),
);
