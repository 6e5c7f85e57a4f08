/** Bundles lie under the scenario, patches over both. */
import { readFile } from 'node:fs/promises';
import { expect, test } from 'vitest';
import { openScenario } from '../../workers/host/open-scenario.ts';

const read = (file: string) => readFile(new URL(`../../public/data/${file}`, import.meta.url), 'utf8');
const open = (file: object, patches: unknown[] = []) =>
  openScenario({ text: JSON.stringify(file), patches, read });
const china = { format: 'causeway/1', include: ['china'] };

async function opened(file: object, patches: unknown[] = []) {
  const reply = await open(file, patches);
  if (!reply.ok) throw new Error(JSON.stringify(reply.issues.slice(0, 5)));
  return reply;
}

test('the scenario has the last word over its bundles, and a patch over both', async () => {
  const { scenario } = await opened(china);
  const [site, other] = Object.keys(scenario.sites);
  const [link] = Object.keys(scenario.links);
  const own = await opened({ ...china, sites: { [site!]: { pue: 1.75 } } });
  expect(own.scenario.sites[site!]).toEqual({ ...scenario.sites[site!], pue: 1.75 });
  expect(own.scenario.sites[other!]).toEqual(scenario.sites[other!]);
  const patched = await opened(china, [{ links: { [link!]: null } }]);
  expect(Object.keys(patched.scenario.links)).toEqual(
    Object.keys(scenario.links).filter((id) => id !== link),
  );
});

test('a patch may bring in the bundle', async () => {
  const { scenario } = await opened({ format: 'causeway/1' }, [{ include: ['china'] }]);
  expect(Object.keys(scenario.sites).length).toBeGreaterThan(5);
});

test('the whole file opens by itself to the same scenario', async () => {
  const first = await opened(china, [{ seed: 9 }]);
  const again = await openScenario({
    text: JSON.stringify(first.file),
    patches: [],
    read: () => Promise.reject(new Error('reads no bundle')),
  });
  expect(again.ok && again.scenario).toEqual({ ...first.scenario, include: [] });
});

test('a bundle that is not there, and a text that is none, are issues', async () => {
  const unknown = await open({ ...china, include: ['chnia'] });
  expect(unknown.ok ? [] : unknown.issues.map(({ path }) => path)).toEqual(['include[0]']);
  const empty = await openScenario({ text: '', patches: [], read });
  expect(empty.ok ? [] : empty.issues.map(({ message }) => message)).toEqual(['is empty']);
  const malformed = await open({ format: 'causeway/1', include: 'china' });
  expect(malformed.ok ? [] : malformed.issues.map(({ path }) => path)).toEqual(['include']);
});
