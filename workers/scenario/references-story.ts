/** Scenes within the run: what they show is there, and what they change leaves a scenario. */
import { addIssue, isWhat, suggest, type Issues } from './issues.ts';
import { isObject, mergePatch, type JsonObject } from './patch.ts';
import { checkHappenings } from './references-events.ts';
import { checkId, list, own, type Places } from './references-known.ts';
import type { Issue } from './scenario.ts';
import { dateMs, durationS, formatDuration } from './units.ts';

/** A story is told; more scenes than this are a mistake. */
const MOST_SCENES = 200;

/** @param placesOf what a file, here one that a scene changed, has to name */
export function checkStory(
  file: JsonObject,
  placesOf: (file: JsonObject) => Places,
  end: number | null,
  issues: Issues,
): void {
  const unchanged = placesOf(file);
  const scenes = list(own(file, 'story'));
  if (scenes.length > MOST_SCENES)
    addIssue(issues, ['story'], `has ${scenes.length} scenes`, `at most ${MOST_SCENES}`);
  scenes.slice(0, MOST_SCENES).forEach((scene, i) => {
    const path = ['story', i];
    const at = timeS(own(scene, 'at'), file);
    const playTo = timeS(own(scene, 'playTo'), file);
    // A run that was made shorter goes without it.
    if (at !== null && end !== null && at > end) return;
    if (at !== null && playTo !== null && playTo < at)
      addIssue(issues, [...path, 'playTo'], 'is before at', 'the time it plays to');
    const patch = own(scene, 'patch');
    const changed = isObject(patch) ? mergePatch(file, patch) : file;
    const places = isObject(changed) && changed !== file ? placesOf(changed) : unchanged;
    list(own(scene, 'frame')).forEach((id, n) =>
      checkId(id, places.nodes, [...path, 'frame', n], 'sites and metros', issues),
    );
    checkLook(own(scene, 'look'), places, path, issues);
    if (isObject(patch) && Object.hasOwn(patch, 'story'))
      addIssue(issues, [...path, 'patch', 'story'], 'changes the story', 'a patch without it');
    if (isObject(changed)) checkHappenings(own(scene, 'do'), [...path, 'do'], changed, places, issues);
  });
}

/** Scenes that a run goes without, as it ends before them: nothing wrong with a file, but with a story that is being written. */
export function lateScenes(file: JsonObject, endS: number): Issue[] {
  return list(own(file, 'story')).flatMap((scene, i) => {
    const at = timeS(own(scene, 'at'), file);
    if (at === null || at <= endS) return [];
    const hint = `at most ${formatDuration(endS)} after the start`;
    return [{ path: `story[${i}].at`, message: 'is after the end', hint }];
  });
}

function checkLook(id: unknown, places: Places, path: (string | number)[], issues: Issues): void {
  const { nodes, links } = places;
  if (typeof id !== 'string' || !nodes || !links || nodes.ids.has(id) || links.ids.has(id)) return;
  addIssue(issues, [...path, 'look'], `${isWhat(id)}, which does not exist`, () =>
    suggest(id, [...nodes.ids, ...links.ids], 'sites, metros and links'),
  );
}

/** Seconds since the start; null for what is no time, of which the schema speaks. */
function timeS(moment: unknown, file: JsonObject): number | null {
  const start = own(file, 'start');
  const startMs = typeof start === 'string' ? dateMs(start) : null;
  const ms = typeof moment === 'string' ? dateMs(moment) : null;
  if (ms !== null) return startMs === null ? null : (ms - startMs) / 1000;
  return durationS(moment);
}
