/**
 * What one entry of a file says of another: ids that must exist, routes that must hang
 * together, orders and limits between two values.
 *
 * Works on the raw JSON, so that one misspelt key does not hide a broken reference elsewhere.
 * Whatever has the wrong type is skipped here: the schema has spoken of it.
 */
import { addIssue, isWhat, type Issues, type Path } from './issues.ts';
import { isObject, type JsonObject } from './patch.ts';
import { checkEvents } from './references-events.ts';
import { checkClass, checkJobs } from './references-jobs.ts';
import { checkId, checkKey, entries, list, own, type Known, type Places } from './references-known.ts';
import { checkStory } from './references-story.ts';
import { checkTransfers } from './references-transfers.ts';
import { durationS, formatDuration } from './units.ts';

const MAX_TICKS = 1e6;
const DEFAULT_TDP_W = 700;

export function checkReferences(file: JsonObject, issues: Issues): void {
  const places = placesOf(file);
  checkIds(places, own(file, 'tenants'), issues);
  checkTimes(file, issues);
  checkSites(places, issues);
  checkLinks(places, issues);
  checkClasses(places, issues);
  checkJobs(own(file, 'jobs'), places, endOf(file), issues);
  checkTransfers(own(own(file, 'transfers'), 'list'), places, issues);
  checkDemand(own(file, 'demand'), places, issues);
  checkEvents(file, places, issues);
  checkStory(file, placesOf, endOf(file), issues);
  checkPolicy(own(file, 'policy'), issues);
}

/** What a file has to name. */
function placesOf(file: JsonObject): Places {
  const known = (key: string): Known => {
    const found = own(file, key) ?? {};
    return isObject(found) ? { ids: new Set(Object.keys(found)), entries: found } : null;
  };
  const sites = known('sites');
  const metros = known('metros');
  return {
    accelerators: known('accelerators'),
    grids: known('grids'),
    sites,
    metros,
    links: known('links'),
    classes: known('classes'),
    nodes: sites && metros && { ids: new Set([...sites.ids, ...metros.ids]), entries: {} },
  };
}

function checkPolicy(policy: unknown, issues: Issues): void {
  if (own(policy, 'preempt') !== true || own(policy, 'queue') === 'priority') return;
  addIssue(issues, ['policy', 'preempt'], 'is true', 'false, or "queue": "priority"');
}

function checkIds(places: Places, tenants: unknown, issues: Issues): void {
  for (const key of ['accelerators', 'grids', 'sites', 'metros', 'links', 'classes'] as const) {
    for (const id of places[key]?.ids ?? []) checkOneId(id, [key, id], issues);
  }
  for (const [name] of entries(tenants)) {
    if (name in Object.prototype) addIssue(issues, ['tenants', name], 'is a reserved name', 'another name');
  }
  for (const id of places.metros?.ids ?? []) {
    if (places.sites?.ids.has(id)) addIssue(issues, ['metros', id], 'is also the id of a site', 'another id');
  }
}

/** Ids are joined with spaces in some tables, and names every object has would pass for entries. */
function checkOneId(id: string, path: Path, issues: Issues): void {
  if (!/^[^\s\p{C}]{1,200}$/u.test(id))
    addIssue(issues, path, 'is not an id', '1 to 200 characters without spaces');
  else if (id in Object.prototype) addIssue(issues, path, 'is a reserved name', 'another id');
}

/** The end of the run in seconds; null where it is not known. */
function endOf(file: JsonObject): number | null {
  return durationS(own(file, 'duration') ?? '7d');
}

function checkTimes(file: JsonObject, issues: Issues): void {
  const end = endOf(file);
  const tick = durationS(own(file, 'tick') ?? '5m');
  const openAt = durationS(own(file, 'openAt') ?? 0);
  const demand = own(file, 'demand');
  const epoch = durationS(own(demand, 'epoch') ?? '5m');
  const asked = entries(own(demand, 'metros')).some(([, classes]) => entries(classes).length > 0);
  if (end === 0) addIssue(issues, ['duration'], 'is 0', 'more than 0');
  if (tick === 0) addIssue(issues, ['tick'], 'is 0', 'more than 0');
  if (epoch === 0) addIssue(issues, ['demand', 'epoch'], 'is 0', 'more than 0');
  if (!end) return;
  if (tick && tick > end)
    addIssue(issues, ['tick'], `is ${formatDuration(tick)}`, `at most the duration, ${formatDuration(end)}`);
  if (openAt !== null && openAt > end) {
    addIssue(
      issues,
      ['openAt'],
      `is ${formatDuration(openAt)}`,
      `at most the duration, ${formatDuration(end)}`,
    );
  }
  for (const [path, step, what] of [
    [['tick'], tick, 'ticks'],
    [['demand', 'epoch'], asked ? epoch : null, 'epochs'],
  ] as const) {
    if (!step || end / step <= MAX_TICKS) continue;
    addIssue(
      issues,
      path,
      `makes ${Math.ceil(end / step)} ${what}`,
      `at most ${MAX_TICKS}: ${formatDuration(Math.ceil(end / MAX_TICKS))} or more`,
    );
  }
}

function checkSites(places: Places, issues: Issues): void {
  for (const [id, type] of entries(places.accelerators?.entries)) {
    const tdpW = own(type, 'tdpW') ?? DEFAULT_TDP_W;
    const idleW = own(type, 'idleW');
    if (typeof idleW === 'number' && typeof tdpW === 'number' && idleW > tdpW) {
      addIssue(issues, ['accelerators', id, 'idleW'], isWhat(idleW), `at most tdpW, ${tdpW}`);
    }
  }
  for (const [id, site] of entries(places.sites?.entries)) {
    const pue = own(site, 'pue');
    if (own(site, 'cooling') === 'passive' && typeof pue === 'number' && pue > 1)
      addIssue(issues, ['sites', id, 'pue'], isWhat(pue), '1 or null: passive cooling draws nothing');
    checkId(own(site, 'grid'), places.grids, ['sites', id, 'grid'], 'grids', issues);
    for (const [type] of entries(own(site, 'pools'))) {
      checkKey(type, places.accelerators, ['sites', id, 'pools', type], 'accelerators', issues);
    }
    list(own(site, 'phases')).forEach((phase, i) => {
      for (const [type] of entries(own(phase, 'pools')))
        checkKey(
          type,
          places.accelerators,
          ['sites', id, 'phases', i, 'pools', type],
          'accelerators',
          issues,
        );
    });
  }
}

function checkLinks(places: Places, issues: Issues): void {
  for (const [id, link] of entries(places.links?.entries)) {
    for (const end of ['a', 'b'])
      checkId(own(link, end), places.nodes, ['links', id, end], 'sites and metros', issues);
    const a = own(link, 'a');
    if (typeof a === 'string' && a === own(link, 'b'))
      addIssue(issues, ['links', id, 'b'], 'is the same as a', 'another end');
    const [gbps, bps] = [own(link, 'gbps'), own(link, 'bps')];
    if (!isObject(link) || (gbps === undefined) !== (bps === undefined)) continue;
    if (gbps === undefined)
      addIssue(issues, ['links', id, 'gbps'], 'is missing', 'capacity each way in Gbit/s, above 0');
    else addIssue(issues, ['links', id, 'bps'], 'stands beside gbps', 'one of the two');
  }
}

function checkClasses(places: Places, issues: Issues): void {
  for (const [id, workClass] of entries(places.classes?.entries)) {
    for (const key of ['mfuByType', 'acceleratorMtbfHoursByType'])
      for (const [type] of entries(own(workClass, key)))
        checkKey(type, places.accelerators, ['classes', id, key, type], 'accelerators', issues);
    const gradientGB = own(workClass, 'gradientGB');
    if (typeof gradientGB === 'number' && gradientGB > 0 && !durationS(own(workClass, 'step') ?? 0)) {
      addIssue(
        issues,
        ['classes', id, 'step'],
        isWhat(own(workClass, 'step')),
        'the time of a step, as "16s", where there is a gradientGB',
      );
    }
  }
}

function checkDemand(demand: unknown, places: Places, issues: Issues): void {
  const profiles = own(demand, 'profiles') ?? {};
  const known = isObject(profiles) ? { ids: new Set(Object.keys(profiles)), entries: profiles } : null;
  for (const id of known?.ids ?? []) checkOneId(id, ['demand', 'profiles', id], issues);
  for (const [metro, classes] of entries(own(demand, 'metros'))) {
    const path = ['demand', 'metros', metro];
    checkKey(metro, places.metros, path, 'metros', issues);
    for (const [workClass, asked] of entries(classes)) {
      checkClass(workClass, 'request', places, [...path, workClass], issues);
      checkId(own(asked, 'profile'), known, [...path, workClass, 'profile'], 'profiles', issues);
    }
  }
  if (own(demand, 'file') !== undefined) {
    const hint = 'demand.series: whoever opens the scenario puts the rates there';
    addIssue(issues, ['demand', 'file'], 'has not been read', hint);
  }
  list(own(demand, 'series')).forEach((series, i) => {
    const path = ['demand', 'series', i];
    checkId(own(series, 'metro'), places.metros, [...path, 'metro'], 'metros', issues);
    const workClass = own(series, 'class');
    if (typeof workClass === 'string') checkClass(workClass, 'request', places, [...path, 'class'], issues);
    if (durationS(own(series, 'step')) === 0) addIssue(issues, [...path, 'step'], 'is 0', 'more than 0');
  });
}
