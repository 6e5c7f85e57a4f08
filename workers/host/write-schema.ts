/** Writes the published JSON Schemas, of scenario files and of sweeps, from their validators. */
import { writeFileSync } from 'node:fs';
import { scenarioJsonSchema } from '../scenario/schema.ts';
import { sweepJsonSchema } from '../sweep/spec.ts';

const SCHEMAS = { scenario: scenarioJsonSchema, sweep: sweepJsonSchema };

for (const [name, schema] of Object.entries(SCHEMAS)) {
  const target = new URL(`../../public/${name}.schema.json`, import.meta.url);
  writeFileSync(target, `${JSON.stringify(schema(), null, 2)}\n`);
}
