/** The page of claims lists what is asked for, and nothing else. */
import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { filterClaims, NO_FILTER, VERDICTS } from '../../src/claims/filter.ts';
import type { Claim } from '../../workers/claims.ts';
import { durationS } from '../../workers/scenario/units.ts';

const all = JSON.parse(readFileSync('public/data/claims.json', 'utf8')) as Claim[];
const ids = (filter: Partial<typeof NO_FILTER>): string[] =>
  filterClaims(all, { ...NO_FILTER, ...filter }).map(({ id }) => id);

describe('the list of claims', () => {
  it('has every row of the table, and falls into three verdicts without rest', () => {
    expect(ids({})).toEqual(all.map(({ id }) => id));
    expect(VERDICTS.flatMap((verdict) => ids({ verdict })).toSorted()).toEqual(ids({}));
    expect(ids({ verdict: 'contradicted' })).toContain('claim-36');
  });

  it.each([
    ['TOP500 170', 'claim-36'],
    ['五百强 TOP500 170', null],
    ['超过 170', 'claim-36'],
    ['gui’an H100', 'claim-20'],
    ["Tom's hardware", 'claim-74'],
    ['claim-62', 'claim-62'],
  ])('finds “%s” in either language: all its words, however they are typed', (text, id) => {
    if (id === null) expect(ids({ text })).toEqual([]);
    else expect(ids({ text })).toContain(id);
  });

  it('of those that can be run holds a model with a moment each', () => {
    const runnable = filterClaims(all, { ...NO_FILTER, runnable: true });
    expect(runnable.length).toBeGreaterThan(20);
    for (const { id, model } of runnable) expect(model!.untilS, id).toBe(durationS(model!.until));
    expect(ids({ runnable: true, verdict: 'contradicted' })).toEqual(['claim-28', 'claim-53']);
  });
});
