/** Writes public/scenario.schema.json, the published JSON Schema of scenario files, from the validator. */
import { writeFileSync } from 'node:fs';
import { scenarioJsonSchema } from '../scenario/schema.ts';

const target = new URL('../../public/scenario.schema.json', import.meta.url);
writeFileSync(target, `${JSON.stringify(scenarioJsonSchema(), null, 2)}\n`);
