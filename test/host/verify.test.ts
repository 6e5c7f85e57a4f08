/** `verify`: every answer from elsewhere that ships is met, and a wrong one would be told. */
import { readFile } from 'node:fs/promises';
import { describe, expect, it } from 'vitest';
import { agrees, check } from '../../workers/host/verify/check.ts';
import { verify } from '../../workers/host/verify/verify.ts';

const checks = await verify((file) =>
  readFile(new URL(`../../public/oracles/${file}`, import.meta.url), 'utf8'),
);

describe('verify', () => {
  it.each(checks)('$rule $name', (one) => {
    expect(agrees(one), `${one.got}, expected ${one.expected}`).toBe(true);
  });

  it('covers queueing, sharing, queues, energy, training and SimGrid', () => {
    expect(new Set(checks.map(({ rule }) => rule))).toEqual(
      new Set(['I4', 'N3', 'N4', 'J4', 'J5', 'J6', 'J7', 'P2']),
    );
    expect(checks.filter(({ source }) => source.startsWith('SimGrid')).length).toBe(6);
  });

  it('tells a difference', () => {
    expect(agrees(check('N3', 'x', 's', 1, 1.1, 0.01, 'nobody'))).toBe(false);
  });
});
