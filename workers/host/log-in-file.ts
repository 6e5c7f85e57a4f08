/**
 * A command log as events of a scenario file: commands and events are the same happenings (T6), so a
 * file with them in it runs to the same states, and what may stand in a file is what a log may say.
 */
import { pathText } from '../scenario/issues.ts';
import { parseScenario } from '../scenario/parse.ts';
import { isObject, mergePatch } from '../scenario/patch.ts';
import type { Issue, Scenario } from '../scenario/scenario.ts';
import { commandAt, eventInFile } from '../scenario/story.ts';
import type { LoggedCommand } from '../protocol.ts';
import { lastTick, tickTimeS } from '../world/describe.ts';

/** @param file a whole scenario file, sound by itself @returns the file with the log's commands after its own events */
export function withLog(file: unknown, scenario: Scenario, log: readonly LoggedCommand[]): unknown {
  return mergePatch(file, { events: [...eventsOf(file), ...eventsOfLog(scenario, log)] });
}

function eventsOfLog(scenario: Scenario, log: readonly LoggedCommand[]): object[] {
  return log.map(({ tick, command }) => eventInFile(commandAt(tickTimeS(scenario, tick), command)));
}

/**
 * A story for a file that `withLog` has put commands into: each scene still shows the run it was told of. A
 * scene that holds the same commands need not give them again; one without them takes them out.
 * @param story of the file as it was, or one that its author changed
 */
export function storyWithLog(
  story: readonly unknown[],
  file: unknown,
  scenario: Scenario,
  log: readonly LoggedCommand[],
): unknown[] {
  const logged = eventsOfLog(scenario, log).map((event) => JSON.stringify(event));
  if (logged.length === 0) return [...story];
  const events = eventsOf(file);
  return story.map((scene) => {
    if (!isObject(scene)) return scene;
    const patch = isObject(scene.patch) ? scene.patch : {};
    // The scene has events of its own choice, and none of these.
    if (Object.hasOwn(patch, 'events')) return scene;
    const own = Array.isArray(scene.do) ? scene.do : [];
    const given = own.map((event) => JSON.stringify(event));
    if (logged.every((event) => given.includes(event)))
      return { ...scene, do: own.filter((_, i) => !logged.includes(given[i])) };
    return { ...scene, patch: { ...patch, events } };
  });
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

export const storyOf = (file: unknown): unknown[] => listOf(file, 'story');
const eventsOf = (file: unknown): unknown[] => listOf(file, 'events');

function listOf(file: unknown, key: string): unknown[] {
  const list = isObject(file) && Object.hasOwn(file, key) ? file[key] : [];
  return Array.isArray(list) ? list : [];
}
