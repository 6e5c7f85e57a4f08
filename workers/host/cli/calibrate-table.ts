/** `causeway calibrate`: how far the facts are from what was measured or published, row by row. */
import { readFile } from 'node:fs/promises';
import { calibrate, holds, median, ratio, worst, type Group, type Pair } from '../calibrate/calibrate.ts';

const DATA = new URL('../../../public/data/', import.meta.url);

/** @returns the tables, and whether every median lies in its band */
export async function calibrateTable(): Promise<{ text: string; good: boolean }> {
  const groups = await calibrate((file) => readFile(new URL(file, DATA), 'utf8'));
  const wrong = groups.filter((group) => !holds(group)).length;
  const verdict =
    wrong === 0
      ? 'every median lies in its band'
      : `${wrong} of ${groups.length} medians lie outside their band`;
  const overview = groups.map((group) => `${head(group)}\n`).join('');
  return {
    text: [...groups.map(groupText), 'In short', '', overview, verdict, ''].join('\n'),
    good: wrong === 0,
  };
}

const figure = (value: number): string => String(Number(value.toPrecision(3)));

function head(group: Group): string {
  const { title, pairs, band } = group;
  const far = worst(pairs);
  return (
    `${title}: n ${pairs.length}, median ${median(pairs).toFixed(2)} (band ${band[0]} to ${band[1]}), ` +
    `worst ${far.name} ${ratio(far).toFixed(2)}${holds(group) ? '' : '  OUTSIDE'}`
  );
}

function groupText(group: Group): string {
  const { against, because, pairs, unit } = group;
  const sorted = [...pairs].sort((a, b) => ratio(a) - ratio(b));
  const width = Math.max(...pairs.map(({ name }) => name.length));
  const row = (pair: Pair) =>
    `  ${pair.name.padEnd(width)}  ${figure(pair.theirs).padStart(7)}  ${figure(pair.ours).padStart(7)} ${unit}  ` +
    `${ratio(pair).toFixed(2)}${pair.reason === undefined ? '' : `  ${pair.reason}`}`;
  return [
    head(group),
    `  theirs, ours, ours over theirs: ${against}`,
    `  band: ${because}`,
    ...sorted.map(row),
    '',
  ].join('\n');
}
