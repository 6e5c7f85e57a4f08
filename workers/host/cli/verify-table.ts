/** `causeway verify`: the table of expected, got and error, read from the oracles that ship. */
import { readFile } from 'node:fs/promises';
import type { Check } from '../../protocol.ts';
import { agrees } from '../verify/check.ts';
import { verify } from '../verify/verify.ts';

const ORACLES = new URL('../../../public/oracles/', import.meta.url);
const COLUMNS = ['rule', 'case', 'expected', 'got', 'error', 'allowed', '', 'by'] as const;

/** Runs every check. @returns the table, and whether all agree */
export async function verifyTable(): Promise<{ text: string; good: boolean }> {
  const checks = await verify((file) => readFile(new URL(file, ORACLES), 'utf8'));
  const rows = [[...COLUMNS], ...checks.map(row)];
  const widths = COLUMNS.map((_, column) => Math.max(...rows.map((cells) => cells[column].length)));
  const lines = rows.map((cells) =>
    cells
      .map((cell, column) => cell.padEnd(widths[column]))
      .join('  ')
      .trimEnd(),
  );
  const wrong = checks.filter((one) => !agrees(one)).length;
  const verdict = wrong === 0 ? `all ${checks.length} agree` : `${wrong} of ${checks.length} disagree`;
  return { text: [...lines, '', verdict, ''].join('\n'), good: wrong === 0 };
}

function row(one: Check): string[] {
  const number = (value: number) =>
    `${Number(value.toPrecision(10))}${one.unit === '' ? '' : ` ${one.unit}`}`;
  return [
    one.rule,
    one.name,
    number(one.expected),
    number(one.got),
    one.error.toExponential(1),
    one.allowed.toExponential(1),
    agrees(one) ? 'agrees' : 'DIFFERS',
    one.source,
  ];
}
