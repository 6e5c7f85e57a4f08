/** `causeway why`: the reasons behind one job or one city's requests at a tick, as text or JSON. */
import { advanceTo, createRun } from '../../engine/engine.ts';
import { suggest } from '../../scenario/issues.ts';
import type { Issue, Scenario } from '../../scenario/scenario.ts';
import { formatDuration } from '../../scenario/units.ts';
import { compileWorld } from '../../world/compile.ts';
import { lastTick, tickTimeS } from '../../world/describe.ts';
import type { World } from '../../world/world.ts';
import type { WhyJob, WhyMetro, WhyPool } from '../../answers.ts';
import { whyJob, whyMetro } from '../ask/why.ts';
import { toolsFor } from '../solver.ts';
import type { About } from './arguments.ts';

type Reply = { ok: true; text: string; value: object } | { ok: false; issue: Issue };

/** @param at number of the tick; null for the last */
export async function explain(scenario: Scenario, about: About, at: number | null): Promise<Reply> {
  const last = lastTick(scenario);
  const tick = at ?? last;
  if (tick > last) return refuse('--at', `is ${tick}`, `0 to ${last}, the last tick of ${scenario.id}`);
  const world = compileWorld(scenario);
  const tools = await toolsFor(world);
  const timeS = tickTimeS(scenario, tick);
  const now = createRun(world, tools);
  advanceTo(now, timeS);
  if ('job' in about) {
    const job = world.ids.jobs.indexOf(about.job);
    if (job < 0) return refuse('--job', `is "${about.job}"`, suggest(about.job, world.ids.jobs, 'jobs'));
    const why = whyJob(now, job, timeS, () => createRun(world, tools));
    return { ok: true, text: jobText(world, why, timeS), value: byId(world, why) };
  }
  const metro = world.ids.metros.indexOf(about.metro);
  const workClass = world.ids.classes.indexOf(about.class);
  if (metro < 0)
    return refuse('--metro', `is "${about.metro}"`, suggest(about.metro, world.ids.metros, 'metros'));
  if (workClass < 0)
    return refuse('--class', `is "${about.class}"`, suggest(about.class, world.ids.classes, 'classes'));
  const why = whyMetro(now, metro, workClass);
  if (why === null)
    return refuse(
      '--class',
      `is "${about.class}", of which ${about.metro} asks for nothing`,
      'a class of requests in demand.metros',
    );
  return { ok: true, text: metroText(world, why, about), value: metroById(world, why, about) };
}

function refuse(path: string, message: string, hint: string): Reply {
  return { ok: false, issue: { path, message, hint } };
}

/** Numbers of sites, classes and tenants as ids. */
function byId(world: World, { detail, placement }: WhyJob): object {
  const { ids } = world;
  const site = (index: number) => (index < 0 ? null : ids.sites[index]);
  return {
    ...detail,
    class: ids.classes[detail.class],
    tenant: ids.tenants[detail.tenant],
    home: site(detail.home),
    site: site(detail.site),
    parts: detail.parts.map((part) => ({ ...part, site: site(part.site) })),
    placement: placement && {
      ...placement,
      told: site(placement.told),
      candidates: placement.candidates.map((one) => ({ ...one, site: site(one.site) })),
    },
  };
}

function metroById(world: World, why: WhyMetro, about: object): object {
  return {
    ...about,
    ...why,
    servers: why.servers.map((one) => ({ ...one, site: world.ids.sites[one.site] })),
  };
}

function jobText(world: World, { detail, placement }: WhyJob, timeS: number): string {
  const { sites } = world.ids;
  const where = detail.site < 0 ? '' : ` at ${sites[detail.site]}`;
  const waits = detail.waitsFor === 'none' ? '' : `, waits for ${detail.waitsFor}`;
  const lines = [
    `${detail.id} at ${formatDuration(timeS)}: ${detail.state}${where}${waits}`,
    `${detail.accelerators} accelerators, submitted at ${sites[detail.home]} at ${formatDuration(Math.round(detail.submitS))}`,
  ];
  if (detail.ahead)
    lines.push(
      `${detail.ahead.jobs} jobs before it want ${detail.ahead.accelerators} accelerators; ${detail.ahead.free} are free`,
    );
  if (placement === null) return `${[...lines, 'not placed yet'].join('\n')}\n`;
  const told = placement.told < 0 ? '' : `, told to go to ${sites[placement.told]}`;
  lines.push(
    '',
    `placed at ${formatDuration(Math.round(placement.atS))} by ${placement.policy}, ${placement.linked ? 'linked' : 'as islands'}${told}`,
    ...columns([
      ['', 'site', 'type', 'score', 'why'],
      ...placement.candidates.map((one) => [
        one.chosen ? '*' : '',
        sites[one.site],
        one.type,
        one.refused !== null ? '-' : one.startsNow ? number(one.score) : 'queues',
        poolReason(one),
      ]),
    ]),
  );
  return `${lines.join('\n')}\n`;
}

function poolReason({ refused, terms }: WhyPool): string {
  if (refused !== null) return `not allowed: ${refused}`;
  const sum = terms
    .map(({ name, sign, value }) => `${sign < 0 ? '-' : ''}${name} ${number(value)}`)
    .join(', ');
  return sum;
}

function metroText(world: World, why: WhyMetro, about: { metro: string; class: string }): string {
  const lines = [
    `${about.metro}, ${about.class}: ${number(why.demandRps)} requests/s, ${number(why.unservedRps)} shed`,
    `split by ${why.policy}, ${why.linked ? 'linked' : 'as islands'}`,
    ...columns([
      ['site', 'takes/s', 'cost', 'one way', 'first token', 'room left', 'why'],
      ...why.servers.map((one) => [
        world.ids.sites[one.site],
        number(one.assignedRps),
        Number.isNaN(one.cost) ? '-' : number(one.cost),
        one.delayS === Infinity ? 'no route' : `${number(1000 * one.delayS)} ms`,
        one.firstTokenS === Infinity ? '-' : `${number(1000 * one.firstTokenS)} ms`,
        `${number(100 * one.left)} %`,
        one.reason,
      ]),
    ]),
  ];
  return `${lines.join('\n')}\n`;
}

function number(value: number): string {
  return `${Number(value.toPrecision(4))}`;
}

function columns(rows: string[][]): string[] {
  const widths = rows[0].map((_, column) => Math.max(...rows.map((cells) => cells[column].length)));
  return rows.map((cells) => `  ${cells.map((cell, i) => cell.padEnd(widths[i])).join('  ')}`.trimEnd());
}
