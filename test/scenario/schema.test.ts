/** The published JSON Schema is the one the validator gives. */
import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { scenarioJsonSchema } from '../../workers/scenario/schema.ts';

test('public/scenario.schema.json is up to date (npm run schema)', () => {
  const published = readFileSync(new URL('../../public/scenario.schema.json', import.meta.url), 'utf8');
  expect(JSON.parse(published)).toEqual(JSON.parse(JSON.stringify(scenarioJsonSchema())));
});
