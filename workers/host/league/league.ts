/**
 * `npm run league`: all combinations of placement, routing and queue on shipped scenarios, and how they stand.
 * In: the sweeps of examples/league. Out: league.json, league.en.md and league.zh.md under public/docs. Finished runs
 * lie under test/output/league by edition; a league that was stopped goes on from them.
 */
import { mkdirSync, readFileSync, readdirSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { parseScenario } from '../../scenario/parse.ts';
import { sweepCommand } from '../sweep/command.ts';
import { edition } from '../sweep/directory.ts';
import { openResults, type ResultRow } from '../sweep/read-results.ts';
import { leaguePage, type League } from './pages.ts';
import { MEASURES, standings, type MeasureKey, type PolicyRun } from './standings.ts';

const ROOT = new URL('../../../', import.meta.url);
const SPECS = new URL('examples/league/', ROOT);
const DOCS = new URL('public/docs/', ROOT);
const AXES = ['placement', 'routing', 'queue'];

const made = edition();
const work = new URL(`test/output/league/${made.replaceAll(' ', '-')}/`, ROOT);
const league: League = { edition: made, scenarios: [] };
for (const id of shippedIds()) league.scenarios.push(await play(id));

mkdirSync(DOCS, { recursive: true });
writeFileSync(new URL('league.json', DOCS), `${JSON.stringify(league, short)}\n`);
for (const language of ['en', 'zh'] as const)
  writeFileSync(new URL(`league.${language}.md`, DOCS), leaguePage(league, language));

/** Scenarios of the league, as they are listed. */
function shippedIds(): string[] {
  const list = readFileSync(new URL('public/scenarios/index.json', ROOT), 'utf8');
  const specs = new Set(readdirSync(SPECS));
  return (JSON.parse(list) as { id: string }[]).map(({ id }) => id).filter((id) => specs.has(`${id}.json`));
}

async function play(id: string): Promise<League['scenarios'][number]> {
  const started = performance.now();
  const out = fileURLToPath(new URL(id, work));
  const done = await sweepCommand([fileURLToPath(new URL(`${id}.json`, SPECS)), '--out', out], {});
  if (!done.ok) throw new Error(done.issues.map(({ path, message }) => `${path}: ${message}`).join('\n'));
  const results = await openResults(out);
  if ('message' in results) throw new Error(`${results.path}: ${results.message}`);
  const { prepared, rows, read } = results;
  const parsed = parseScenario(prepared.file);
  if (!parsed.ok) throw new Error(`${id} is no scenario`);
  const { scenario } = parsed;
  const runs = (await read(0, rows)).map(policyRun);
  process.stderr.write(`${id}: ${rows} runs, ${((performance.now() - started) / 1000).toFixed(0)} s\n`);
  return {
    id,
    name: scenario.name,
    untilS: prepared.plan.spec.until ?? scenario.durationS,
    seeds: prepared.sweep.seeds,
    runs: rows,
    own: Object.fromEntries(
      AXES.map((axis) => [axis, String(scenario.policy[axis as keyof typeof scenario.policy])]),
    ),
    standings: standings(runs),
  };
}

function policyRun(row: ResultRow): PolicyRun {
  if (row.fault !== null) throw new Error(`run ${row.run}: ${row.fault}`);
  const axes = AXES.filter((axis) => row[`axis.${axis}`] !== undefined);
  return {
    policy: Object.fromEntries(axes.map((axis) => [axis, String(row[`axis.${axis}`])])),
    seed: Number(row.seed),
    figures: Object.fromEntries(MEASURES.map(({ key }) => [key, row[key]])) as Record<MeasureKey, number>,
  };
}

/** Figures to six digits: more is not known, and none is lost that a page shows. */
function short(_: string, value: unknown): unknown {
  return typeof value === 'number' ? Number(value.toPrecision(6)) : value;
}
