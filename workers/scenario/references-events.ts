/** Events: whatever they name is there. */
import { addIssue, isWhat, type Issues, type Path } from './issues.ts';
import type { JsonObject } from './patch.ts';
import { checkShock } from './references-energy.ts';
import { isJob } from './references-jobs.ts';
import { checkId, checkKey, entries, list, own, type Places } from './references-known.ts';

export function checkEvents(file: JsonObject, places: Places, issues: Issues): void {
  checkHappenings(own(file, 'events'), ['events'], file, places, issues);
  for (const [type, other] of entries(own(file, 'substitutes'))) {
    checkKey(type, places.accelerators, ['substitutes', type], 'accelerators', issues);
    checkId(other, places.accelerators, ['substitutes', type], 'accelerators', issues);
  }
}

/** What a list of events, or of a scene's commands, names. */
export function checkHappenings(
  happenings: unknown,
  at: Path,
  file: JsonObject,
  places: Places,
  issues: Issues,
): void {
  list(happenings).forEach((event, i) => {
    const path = [...at, i];
    checkId(own(event, 'link'), places.links, [...path, 'link'], 'links', issues);
    checkId(own(event, 'metro'), places.metros, [...path, 'metro'], 'metros', issues);
    checkId(own(event, 'site'), places.sites, [...path, 'site'], 'sites', issues);
    checkId(own(event, 'type'), places.accelerators, [...path, 'type'], 'accelerators', issues);
    list(own(event, 'types')).forEach((type, t) => {
      checkId(type, places.accelerators, [...path, 'types', t], 'accelerators', issues);
    });
    checkId(own(event, 'grid'), places.grids, [...path, 'grid'], 'grids', issues);
    checkShock(event, places, path, issues);
    const job = own(event, 'job');
    if (typeof job === 'string' && !isJob(job, own(file, 'jobs')))
      addIssue(issues, [...path, 'job'], `${isWhat(job)}, which does not exist`, 'the id of a job');
  });
}
