/**
 * A command log as events of a scenario file: commands and events are the same happenings (T6), so a
 * file with them in it runs to the same states, and what may stand in a file is what a log may say.
 */
import { pathText } from '../scenario/issues.ts';
import { parseScenario } from '../scenario/parse.ts';
import { isObject, mergePatch } from '../scenario/patch.ts';
import type { Issue, Scenario } from '../scenario/scenario.ts';
import type { LoggedCommand } from '../protocol.ts';
import { lastTick, tickTimeS } from '../world/describe.ts';

/** @param file a whole scenario file, sound by itself @returns the file with the log's commands after its own events */
export function withLog(file: unknown, scenario: Scenario, log: readonly LoggedCommand[]): unknown {
  const own = eventsOf(file);
  const logged = log.map(({ tick, command }) => {
    const { untilS, ...same } = { untilS: undefined, ...command };
    return {
      at: tickTimeS(scenario, tick),
      ...same,
      ...(untilS === undefined ? {} : { until: untilS }),
      // A file's deliveries are known of from the start; nobody waited for a command.
      ...(command.do === 'delivery' ? { announced: false } : {}),
    };
  });
  return mergePatch(file, { events: [...own, ...logged] });
}

/** What is wrong with a log that came from outside, by its place there; an empty list when it may be run. */
export function logIssues(file: unknown, scenario: Scenario, log: readonly LoggedCommand[]): Issue[] {
  if (log.length === 0) return [];
  const late = log.findIndex(({ tick }) => tick > lastTick(scenario));
  if (late >= 0) {
    const hint = `a tick of the run, at most ${lastTick(scenario)}`;
    return [{ path: pathText(['log', late, 'tick']), message: `is ${log[late].tick}`, hint }];
  }
  const reply = parseScenario(withLog(file, scenario, log));
  if (reply.ok) return [];
  const before = eventsOf(file).length;
  return reply.issues.map((issue) => ({
    ...issue,
    path: issue.path.replace(/^events\[(\d+)\]/, (_, i: string) => `log[${Number(i) - before}]`),
  }));
}

function eventsOf(file: unknown): unknown[] {
  const events = isObject(file) && Object.hasOwn(file, 'events') ? file.events : [];
  return Array.isArray(events) ? events : [];
}
