/**
 * `npm run bench`: the table of DESIGN's speed rows that exist so far, a part at a time. Quote
 * medians, and ratios within one run: machines differ, and shared ones are noisy. A speed-up
 * whose hash moves is a change of behaviour. `npm run bench -- network jobs` runs those parts.
 */
import { execFileSync } from 'node:child_process';
import { cpus } from 'node:os';
import { boardRows } from './board-cases.ts';
import { allocationRow, jobsRow, networkRows, seekRows } from './engine-cases.ts';
import { firstRows } from './first-cases.ts';
import { importRows } from './import-cases.ts';
import { localRows } from './local-cases.ts';
import { table, type Row } from './measure.ts';
import { pageRows } from './page-cases.ts';
import { presentRows } from './present-cases.ts';
import { peerRows } from './peer-cases.ts';
import { sceneRows } from './scene-cases.ts';
import { growthRows, largeRows, logRows } from './scale-cases.ts';
import { sweepRows } from './sweep-cases.ts';
import { tickRows } from './tick-cases.ts';

const PARTS: Record<string, () => Row[] | Promise<Row[]>> = {
  network: networkRows,
  local: localRows,
  jobs: async () => [jobsRow(), ...(await logRows())],
  ticks: tickRows,
  seek: seekRows,
  allocation: () => [allocationRow()],
  large: largeRows,
  growth: growthRows,
  import: () => built(importRows),
  sweep: sweepRows,
  page: () => built(pageRows),
  first: () => built(firstRows),
  scene: () => built(sceneRows),
  present: () => built(presentRows),
  board: () => built(boardRows),
  peers: peerRows,
};

/** Chromium, 1280 x 720, rendered on the CPU. */
function built(rows: () => Promise<Row[]>): Promise<Row[]> {
  execFileSync('vite', ['build', '--logLevel=error'], {
    stdio: 'inherit',
    shell: process.platform === 'win32',
  });
  return rows();
}

const asked = process.argv.slice(2);
const unknown = asked.filter((name) => !Object.hasOwn(PARTS, name));
if (unknown.length > 0) {
  console.error(`no part ${unknown.join(', ')}: there are ${Object.keys(PARTS).join(', ')}`);
  process.exit(2);
}
const [cpu] = cpus();
console.log(`Node ${process.versions.node}, ${cpus().length} x ${cpu?.model ?? 'unknown'}`);
for (const name of asked.length > 0 ? asked : Object.keys(PARTS)) {
  console.log(`\n${name}\n${table(await PARTS[name]!())}`);
}
