/** Jobs, listed and generated: ids of their own, places that exist, sizes and times that agree. */
import { defaultId } from './fill.ts';
import { addIssue, isWhat, type Issues, type Path } from './issues.ts';
import { isObject, type JsonObject } from './patch.ts';
import { checkId, checkKey, checkUnique, entries, list, own, type Places } from './references-known.ts';
import { MAX_JOBS, PLAIN_CLASS } from './schema-work.ts';
import { durationS, formatDuration } from './units.ts';

/** Id of a generated job: the generator's, and a number. */
const GENERATED = /^(.+)-(0|[1-9]\d*)$/;

export function checkClass(
  id: unknown,
  kind: 'job' | 'request',
  places: Places,
  path: Path,
  issues: Issues,
): void {
  if (typeof id !== 'string' || places.classes === null) return;
  const found = own(own(places.classes.entries, id), 'kind');
  if (kind === 'job' && id === PLAIN_CLASS && !places.classes.ids.has(id)) return;
  if ((found === 'job' || found === 'request') && found !== kind) {
    addIssue(issues, path, `${isWhat(id)}, a class of ${found}s`, `a class of ${kind}s`);
  } else checkId(id, places.classes, path, 'classes', issues);
}

export function checkJobs(jobs: unknown, places: Places, end: number | null, issues: Issues): void {
  const items = list(own(jobs, 'list'));
  const generators = list(own(jobs, 'generate'));
  let total = items.length;
  const prefixes = new Map<string, number>();
  generators.forEach((generator, i) => {
    const path = ['jobs', 'generate', i];
    const id = own(generator, 'id') ?? defaultId.generator(i);
    const count = own(generator, 'count');
    if (typeof id === 'string' && prefixes.has(id))
      addIssue(issues, [...path, 'id'], `${isWhat(id)} again`, 'an id of its own');
    if (typeof id === 'string') prefixes.set(id, typeof count === 'number' ? count : 0);
    if (typeof count === 'number' && count > 0) total += count;
    checkWork(generator, places, path, issues);
    const elastic = list(own(generator, 'elastic'));
    if (isObject(generator) && elastic.some((factor) => factor !== 1)) checkFixed(generator, path, issues);
    const weights = entries(own(generator, 'sites'));
    for (const [site] of weights) checkKey(site, places.sites, [...path, 'sites', site], 'sites', issues);
    if (
      isObject(own(generator, 'sites')) &&
      !weights.some(([, weight]) => typeof weight !== 'number' || weight > 0)
    ) {
      addIssue(issues, [...path, 'sites'], 'has no weight above 0', 'weights by site: {"a": 2, "b": 1}');
    }
    const hourly = list(own(generator, 'hourly'));
    if (hourly.length > 0 && hourly.every((factor) => factor === 0)) {
      addIssue(issues, [...path, 'hourly'], 'has no factor above 0', '24 factors by local hour, or none');
    }
    const from = durationS(own(generator, 'from') ?? 0);
    const to = own(generator, 'to') === undefined ? end : durationS(own(generator, 'to'));
    if (from !== null && to !== null && from > to)
      addIssue(issues, [...path, 'from'], `is after ${formatDuration(to)}`, 'at most "to"');
  });
  const seen = new Set<string>();
  items.forEach((job, i) => checkJob(job, i, seen, prefixes, places, issues));
  if (total > MAX_JOBS) addIssue(issues, ['jobs'], `makes ${total} jobs`, `at most ${MAX_JOBS}`);
}

function checkJob(
  job: unknown,
  i: number,
  seen: Set<string>,
  prefixes: Map<string, number>,
  places: Places,
  issues: Issues,
): void {
  const path = ['jobs', 'list', i];
  if (!isObject(job)) return;
  checkUnique(own(job, 'id') ?? defaultId.job(i), seen, path, issues);
  const [, prefix, number] = GENERATED.exec(String(own(job, 'id') ?? defaultId.job(i))) ?? [];
  if (prefix !== undefined && Number(number) < (prefixes.get(prefix) ?? 0)) {
    addIssue(issues, [...path, 'id'], `is the id of a job of generator "${prefix}"`, 'an id of its own');
  }
  checkWork(job, places, path, issues);
  checkId(own(job, 'site'), places.sites, [...path, 'site'], 'sites', issues);
  const [hours, flop] = [own(job, 'hours') ?? null, own(job, 'flop') ?? null];
  if (hours === null && flop === null)
    addIssue(issues, [...path, 'hours'], 'is missing', 'hours at full speed, or flop');
  if (hours !== null && flop !== null)
    addIssue(issues, [...path, 'flop'], 'stands beside hours', 'one of the two');
  checkSize(job, path, issues);
}

/** An elastic gang starts between its least and most; one over several sites keeps its size. */
function checkSize(job: JsonObject, path: Path, issues: Issues): void {
  const wanted = own(job, 'accelerators');
  const least = own(job, 'minAccelerators') ?? wanted;
  const most = own(job, 'maxAccelerators') ?? wanted;
  if (typeof wanted !== 'number' || typeof least !== 'number' || typeof most !== 'number') return;
  if (least > wanted)
    addIssue(issues, [...path, 'minAccelerators'], isWhat(least), `at most accelerators, ${wanted}`);
  if (most < wanted)
    addIssue(issues, [...path, 'maxAccelerators'], isWhat(most), `at least accelerators, ${wanted}`);
  if (least < most) checkFixed(job, path, issues);
}

function checkFixed(work: JsonObject, path: Path, issues: Issues): void {
  const sites = own(work, 'maxSites') ?? 1;
  if (typeof sites === 'number' && sites > 1)
    addIssue(issues, [...path, 'maxSites'], isWhat(sites), '1 for an elastic gang');
}

/** Whether the file's jobs, listed or generated, have one of that id. */
export function isJob(id: string, jobs: unknown): boolean {
  if (list(own(jobs, 'list')).some((job, i) => (own(job, 'id') ?? defaultId.job(i)) === id)) return true;
  return list(own(jobs, 'generate')).some((generator, i) => {
    const [, prefix, number] = GENERATED.exec(id) ?? [];
    const count = own(generator, 'count');
    return (
      prefix === (own(generator, 'id') ?? defaultId.generator(i)) &&
      typeof count === 'number' &&
      Number(number) < count
    );
  });
}

function checkWork(work: unknown, places: Places, path: Path, issues: Issues): void {
  checkClass(own(work, 'class') ?? PLAIN_CLASS, 'job', places, [...path, 'class'], issues);
  list(own(work, 'types')).forEach((type, t) => {
    checkId(type, places.accelerators, [...path, 'types', t], 'accelerators', issues);
  });
}
