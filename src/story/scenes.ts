/**
 * What a scene asks of the page: which run, which ticks of it, and what is looked at. What a scene leaves open
 * is as an earlier one said, so that a scene looks the same by whatever way it is come to.
 */
import type { LoggedCommand } from '../../workers/protocol.ts';
import type { StoryScene } from '../../workers/scenario/story.ts';
import type { ViewModel } from '../../workers/world/view-model.ts';
import type { MapPick } from '../sim/store.ts';

/** Seconds that playing a scene is to last, and ticks a second between which that is kept. */
const PLAY_S = 10;
const SPEEDS = [1, 60] as const;
/** A time this much of a tick before it, as of rounding, is that tick. */
const SLACK = 1e-9;

/** The run that a scene is of: the scenario, linked or not, with a patch and commands on it. */
export type SceneRun = {
  linked: boolean;
  patch: Record<string, unknown> | null;
  log: LoggedCommand[];
};

export type Stage = NonNullable<StoryScene['show']>;

export type SceneTime = {
  tick: number;
  /** Where playing ends; the tick itself where nothing is played. */
  endTick: number;
  /** Ticks a second. */
  speed: number;
};

/** The scenes of a scenario; one that tells no story is one scene, as it opens. */
export function scenesOf(view: ViewModel): StoryScene[] {
  if (view.story.length > 0) return view.story;
  const { name, summary, openTick, tickS } = view.scenario;
  return [
    {
      atS: openTick * tickS,
      playToS: null,
      title: name,
      text: summary,
      notes: null,
      guess: null,
      linked: null,
      patch: null,
      do: [],
      show: null,
      frame: [],
      camera: null,
      look: null,
    },
  ];
}

/** The last that was said up to a scene, or else `otherwise`. */
function saidBy<K extends 'linked' | 'show'>(
  scenes: readonly StoryScene[],
  index: number,
  key: K,
  otherwise: NonNullable<StoryScene[K]>,
): NonNullable<StoryScene[K]> {
  const said = scenes.slice(0, index + 1).findLast((scene) => scene[key] !== null);
  return said?.[key] ?? otherwise;
}

export function runOf(scenes: readonly StoryScene[], index: number, tickS: number): SceneRun {
  const scene = scenes[index]!;
  return {
    linked: saidBy(scenes, index, 'linked', true),
    patch: scene.patch,
    log: scene.do.map(({ atS, ...command }) => ({ tick: Math.ceil(atS / tickS - SLACK), command })),
  };
}

/** Two scenes of one key are of one run. */
export function keyOf(run: SceneRun): string {
  return JSON.stringify([run.linked, run.patch, run.log]);
}

/** @param standing what is on show where no scene has said so */
export function stageOf(scenes: readonly StoryScene[], index: number, standing: Stage): Stage {
  return saidBy(scenes, index, 'show', standing);
}

export function timeOf(scene: StoryScene, view: ViewModel): SceneTime {
  const { tickS, ticks } = view.scenario;
  const tick = Math.min(ticks, Math.round(scene.atS / tickS));
  const endTick =
    scene.playToS === null ? tick : Math.max(tick, Math.min(ticks, Math.round(scene.playToS / tickS)));
  const [slowest, fastest] = SPEEDS;
  return { tick, endTick, speed: Math.min(fastest, Math.max(slowest, (endTick - tick) / PLAY_S)) };
}

/** The things of a view by their ids; what there is not is left out. */
export function picksOf(view: ViewModel, ids: readonly string[]): MapPick[] {
  return ids.flatMap((id): MapPick[] => {
    const of = (kind: MapPick['kind'], among: readonly { id: string }[]): MapPick[] => {
      const index = among.findIndex((one) => one.id === id);
      return index < 0 ? [] : [{ kind, index }];
    };
    const found = [...of('site', view.sites), ...of('metro', view.metros), ...of('link', view.links)];
    return found.slice(0, 1);
  });
}

const UNITS = [
  ['d', 86_400],
  ['h', 3600],
  ['m', 60],
] as const;

/** As files write it: "35h45m", "2d", "1.5s". */
export function timeText(seconds: number): string {
  let left = seconds;
  let text = '';
  for (const [unit, length] of UNITS) {
    const count = Math.floor(left / length);
    if (count > 0) text += `${count}${unit}`;
    left -= count * length;
  }
  return left > 0 || text === '' ? `${text}${left}s` : text;
}
