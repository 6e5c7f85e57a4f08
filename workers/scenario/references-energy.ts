/** What a shock says of others: an end after its beginning, and one kind of place that exists. */
import { addIssue, isWhat, type Issues, type Path } from './issues.ts';
import { entries, own, type Places } from './references-known.ts';
import { durationS, formatDuration } from './units.ts';

export function checkShock(event: unknown, places: Places, path: Path, issues: Issues): void {
  const begin = durationS(own(event, 'at'));
  const end = durationS(own(event, 'until'));
  if (begin !== null && end !== null && end <= begin)
    addIssue(issues, [...path, 'until'], `is ${formatDuration(end)}`, `after ${formatDuration(begin)}`);
  if (own(event, 'do') !== 'heat-wave') return;
  const given = (['site', 'region', 'country'] as const).filter((key) => own(event, key) !== undefined);
  if (given.length !== 1)
    addIssue(issues, path, `names ${given.length} of site, region, country`, 'one of the three');
  const place = given.find((key) => key !== 'site');
  const name = place && own(event, place);
  if (!places.sites || typeof name !== 'string') return;
  const found = entries(places.sites.entries).some(
    ([, site]) => (own(site, place!) ?? own(site, 'country')) === name,
  );
  if (!found)
    addIssue(issues, [...path, place!], `${isWhat(name)}, where no site is`, `the ${place} of a site`);
}
