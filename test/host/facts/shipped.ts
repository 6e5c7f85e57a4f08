/** Shipped files as the tests read them: tables of public/data and whole scenarios. */
import { readFile } from 'node:fs/promises';
import { parseCsv, type CsvTable } from '../../../workers/host/facts/csv.ts';
import { factsFragment } from '../../../workers/host/facts/load.ts';
import { parseScenario } from '../../../workers/scenario/parse.ts';
import { mergePatch } from '../../../workers/scenario/patch.ts';
import type { Scenario } from '../../../workers/scenario/scenario.ts';

const PUBLIC = new URL('../../../public/', import.meta.url);

export const readData = (file: string): Promise<string> => readFile(new URL(`data/${file}`, PUBLIC), 'utf8');

export async function readJson(file: string): Promise<unknown> {
  return JSON.parse(await readFile(new URL(file, PUBLIC), 'utf8'));
}

export async function readTable(file: string): Promise<CsvTable> {
  return parseCsv(await readData(file), file);
}

export async function readScenario(id: string): Promise<Scenario> {
  const file = (await readJson(`scenarios/${id}.json`)) as { include: string[] };
  const { fragment, issues } = await factsFragment(file.include, readData);
  const reply = parseScenario(mergePatch(fragment, file));
  if (issues.length > 0 || !reply.ok) {
    throw new Error(JSON.stringify([...issues, ...(reply.ok ? [] : reply.issues)], null, 1));
  }
  return reply.scenario;
}
