/** A name for what decides a run's results: the engine's source, the facts and the scenarios of this tree. */
import { createHash } from 'node:crypto';
import { readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';

const DECIDES = ['workers', 'public/data', 'public/scenarios'];

export function fingerprint(root: string): string {
  const hash = createHash('sha256');
  for (const folder of DECIDES) {
    const names = readdirSync(join(root, folder), { recursive: true, encoding: 'utf8' })
      .map((name) => name.replaceAll('\\', '/'))
      .filter((name) => /\.(?:ts|csv|json)$/.test(name))
      .sort();
    for (const name of names)
      hash.update(`${folder}/${name}\n`).update(readFileSync(join(root, folder, name)));
  }
  return hash.digest('hex').slice(0, 8);
}
