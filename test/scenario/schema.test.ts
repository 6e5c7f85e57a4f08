/** The published JSON Schema is the one the validator gives. */
import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { z } from 'zod';
import { mergePatch } from '../../workers/scenario/patch.ts';
import { scenarioJsonSchema } from '../../workers/scenario/schema.ts';
import { sweepJsonSchema } from '../../workers/sweep/spec.ts';
import { plain } from './plain.ts';

test('public/scenario.schema.json is up to date (npm run schema)', () => {
  const published = readFileSync(new URL('../../public/scenario.schema.json', import.meta.url), 'utf8');
  expect(JSON.parse(published)).toEqual(JSON.parse(JSON.stringify(scenarioJsonSchema())));
});

test('so is public/sweep.schema.json', () => {
  const published = readFileSync(new URL('../../public/sweep.schema.json', import.meta.url), 'utf8');
  expect(JSON.parse(published)).toEqual(JSON.parse(JSON.stringify(sweepJsonSchema())));
});

test('the JSON Schema takes what the validator takes, and refuses a typo', () => {
  const published = z.fromJSONSchema(scenarioJsonSchema() as Parameters<typeof z.fromJSONSchema>[0]);
  const takes = (patch: unknown) => published.safeParse(mergePatch(plain, patch)).success;
  expect(
    takes({
      duration: '7d',
      tick: 60,
      name: { en: 'x', zh: 'y' },
      story: [{ at: '1h', title: 'Now' }],
      events: [{ at: 0, do: 'link-all' }],
    }),
  ).toBe(true);
  expect(takes({ links: { bw: { gpbs: 3 } } })).toBe(false);
  expect(takes({ sites: { wuhu: { pools: { h100: -5 } } } })).toBe(false);
  expect(takes({ duration: '7 days' })).toBe(false);
});
