/**
 * `npm run bench`: the table of DESIGN's speed rows that exist so far. Quote medians, and ratios
 * within one run: machines differ, and shared ones are noisy. A speed-up whose hash moves is a
 * change of behaviour. `npm run bench -- engine` leaves out the browser.
 */
import { execFileSync } from 'node:child_process';
import { cpus } from 'node:os';
import { allocationRow, jobsRow, networkRows, seekRows, tickRows } from './engine-cases.ts';
import { growthRows, largeRows, logRows } from './scale-cases.ts';
import { localRows } from './local-cases.ts';
import { table } from './measure.ts';
import { pageRows } from './page-cases.ts';

const [cpu] = cpus();
console.log(`Node ${process.versions.node}, ${cpus().length} x ${cpu?.model ?? 'unknown'}\n`);
console.log(
  table([
    ...networkRows(),
    ...localRows(),
    jobsRow(),
    ...(await logRows()),
    ...(await tickRows()),
    ...(await seekRows()),
    allocationRow(),
    ...largeRows(),
    ...growthRows(),
  ]),
);
if (process.argv[2] !== 'engine') {
  execFileSync('vite', ['build', '--logLevel=error'], {
    stdio: 'inherit',
    shell: process.platform === 'win32',
  });
  console.log(`\nChromium, 1280 x 720, rendered on the CPU\n`);
  console.log(table(await pageRows()));
}
