/** Stories in files that are taken away: scenes read back as they were, and show the run they were told of. */
import { describe, expect, it } from 'vitest';
import { advanceTo, createRun, stateHash, withEvents } from '../../workers/engine/engine.ts';
import { storyOf, storyWithLog, withLog } from '../../workers/host/log-in-file.ts';
import { openScenario } from '../../workers/host/open-scenario.ts';
import { toolsFor } from '../../workers/host/solver.ts';
import type { LoggedCommand } from '../../workers/protocol.ts';
import type { Scenario } from '../../workers/scenario/scenario.ts';
import { sceneInFile, type StoryScene } from '../../workers/scenario/story.ts';
import { compileWorld } from '../../workers/world/compile.ts';
import { describeWorld, lastTick, tickTimeS } from '../../workers/world/describe.ts';
import { keyOf, runOf, scenesOf, timeOf } from '../../src/story/scenes.ts';
import { readShipped, shippedScenarios } from '../fixtures/shipped.ts';

async function opened(text: string, patches: unknown[] = []) {
  const reply = await openScenario({ text, patches, read: readShipped });
  if (!reply.ok) throw new Error(JSON.stringify(reply.issues.slice(0, 3)));
  return reply;
}

/** A scene of a decade is run as far as this takes; the others come to their end long before. */
const PATIENCE_MS = 3000;

/** The state where a scene ends, run as the page runs it. */
async function endOf(text: string, scenes: readonly StoryScene[], index: number): Promise<string> {
  const before = await opened(text);
  const { linked, patch, log } = runOf(scenes, index, before.scenario.tickS);
  const { scenario } = await opened(text, [...(patch ? [patch] : []), { linked }]);
  const world = withEvents(
    compileWorld(scenario),
    log.map(({ tick, command }) => ({ ...command, atS: tickTimeS(scenario, tick) })),
  );
  const run = createRun(world, await toolsFor(world));
  const { endTick } = timeOf(scenes[index]!, describeWorld(world));
  const startMs = performance.now();
  for (let tick = 0; tick <= endTick && performance.now() - startMs < PATIENCE_MS; tick++)
    advanceTo(run, tickTimeS(scenario, tick));
  return JSON.stringify(stateHash(run));
}

describe.each(shippedScenarios())('the story of %s', (id) => {
  it('is told to its end: each scene’s run comes to where it stops', async () => {
    const text = await readShipped(`../scenarios/${id}.json`);
    const { scenario } = await opened(text);
    const view = describeWorld(compileWorld(scenario));
    const scenes = scenesOf(view);
    const seen = new Set<string>();
    for (const [i, scene] of scenes.entries()) {
      const { tick, endTick, speed } = timeOf(scene, view);
      expect(tick * scenario.tickS).toBeCloseTo(scene.atS, 6);
      expect(endTick).toBeLessThanOrEqual(lastTick(scenario));
      expect(speed).toBeGreaterThan(0);
      const key = keyOf(runOf(scenes, i, scenario.tickS));
      // Those of the scenario as it stands are run by test/golden.
      const isPlain = scene.patch === null && scene.do.length === 0;
      if (!isPlain && !seen.has(key)) expect(await endOf(text, scenes, i)).toContain('high');
      seen.add(key);
    }
  });

  it('is written as it was read', async () => {
    const text = await readShipped(`../scenarios/${id}.json`);
    const { scenario } = await opened(text);
    const again = await opened(text, [{ story: scenario.story.map(sceneInFile) }]);
    expect(again.scenario.story).toEqual(scenario.story);
  });
});

describe('a story taken away with what was done to its run', () => {
  const LOG: LoggedCommand[] = [
    { tick: 20, command: { do: 'link-cut', link: 'mill-hill' } },
    { tick: 60, command: { do: 'link-repair', link: 'mill-hill' } },
  ];

  async function taken(scenes: (scenario: Scenario) => object[]) {
    const text = await readShipped('../scenarios/hello.json');
    const { file, scenario } = await opened(text);
    const story = scenes(scenario);
    const own = await opened(text, [{ story }]);
    const told = storyWithLog(story, file, scenario, LOG);
    const after = { ...(withLog(file, scenario, LOG) as object), story: told };
    const again = await opened(JSON.stringify(after));
    return { text, own: own.scenario.story, again: again.scenario.story, file: JSON.stringify(after) };
  }

  it('shows each scene as before: without the commands, with them, and with some of them', async () => {
    const at = (scenario: Scenario) =>
      LOG.map(({ tick, command }) => ({ at: tickTimeS(scenario, tick), ...command }));
    const { text, own, again, file } = await taken((scenario) => [
      { at: '4h', title: 'without' },
      { at: '4h', title: 'with', do: at(scenario) },
      { at: '8h', title: 'cut for good', do: at(scenario).slice(0, 1) },
      { at: '4h', title: 'of its own', patch: { events: [] } },
    ]);
    expect(again[1]!.do).toEqual([]);
    const ends = await Promise.all(own.map((_, i) => endOf(text, own, i)));
    expect(await Promise.all(again.map((_, i) => endOf(file, again, i)))).toEqual(ends);
    expect(new Set(ends).size).toBe(3);
  });

  it('is left alone where nothing was done', async () => {
    const { file, scenario } = await opened(await readShipped('../scenarios/hello.json'));
    expect(storyWithLog(storyOf(file), file, scenario, [])).toEqual(storyOf(file));
    expect(storyOf(file).length).toBeGreaterThan(1);
  });
});
