/**
 * The engine of a worker: comlink for control, a port for frames, one loop, one try/catch.
 *
 * The loop runs ahead in short slices and answers requests for frames between them, so a
 * frame waits for at most one slice. A fault stops the loop and is posted with its tick.
 */
import { transfer } from 'comlink';
import { METRICS } from '../engine/metrics.ts';
import type { PlacementPolicy } from '../engine/policies/placement/placement-policy.ts';
import type { Run, Tools } from '../engine/run.ts';
import type {
  EngineApi,
  LoadReply,
  LoadRequest,
  LoggedCommand,
  PortMessage,
  PortRequest,
  Snapshot,
  Want,
} from '../protocol.ts';
import { lineOf } from '../policy/enclose.ts';
import { compileWorld } from '../world/compile.ts';
import { mergePatch, type JsonObject } from '../scenario/patch.ts';
import { lateScenes } from '../scenario/references-story.ts';
import { describeWorld, tickTimeS } from '../world/describe.ts';
import type { World } from '../world/world.ts';
import {
  aheadHash,
  createBranch,
  createRows,
  frameAt,
  heldBytes,
  occupancyAt,
  reachedEnd,
  runAt,
  runBefore,
  setLog,
  snapshotsTo,
  stepAhead,
  type Branch,
} from './branch.ts';
import { findJobs, listJobs } from './ask/jobs.ts';
import { pastPoint } from './ask/past.ts';
import { classLoad, whyJob, whyMetro } from './ask/why.ts';
import { boundIssues } from './bounds.ts';
import { logIssues, storyOf, storyWithLog, withLog } from './log-in-file.ts';
import { openScenario, type OpenReply } from './open-scenario.ts';
import { logBytes, shippedFile } from './shipped.ts';
import { toolsFor, type ReadSolver } from './solver.ts';

const SLICE_MS = 12;
const ROWS_A_SLICE = 64;
/** Least time between snapshots posted to the page, for a restart after this worker died. */
const POST_SNAPSHOT_MS = 1000;
/** Snapshots handed to a fork for its way back. */
const SNAPSHOTS_A_FORK = 48;

/** What a worker without a network has in the place of the usual. */
export type Own = {
  /** Makes a policy that takes the place of the scenario's; what it throws, `load` throws. */
  placement(): PlacementPolicy;
  readSolver: ReadSolver;
};

type Host = {
  own: Own | null;
  port: MessagePort | null;
  branch: Branch | null;
  /** What the branch was loaded from. */
  request: LoadRequest | null;
  generation: number;
  /** The request not yet answered, as `ahead` has not passed its tick; a newer one replaces it. */
  wanted: Want | null;
  /** The branch runs to this tick and waits there. */
  until: number;
  looping: boolean;
  breaking: boolean;
  snapshotPostedAt: number;
  unposted: Snapshot | null;
  atEnd: ((hash: string) => void)[];
  /** Grows with each new log: an older one that comes late is void. */
  logTurn: number;
};

const host: Host = {
  own: null,
  port: null,
  branch: null,
  request: null,
  generation: 0,
  wanted: null,
  until: Infinity,
  looping: false,
  breaking: false,
  snapshotPostedAt: 0,
  unposted: null,
  atEnd: [],
  logTurn: 0,
};

const wake = new MessageChannel();
wake.port1.onmessage = () => loop();

function post(message: PortMessage, transferred: Transferable[] = []): void {
  host.port?.postMessage(message, transferred);
}

/** Runs one slice and comes back for the next until there is nothing to do. */
function loop(): void {
  const { branch } = host;
  host.looping = false;
  if (branch === null) return;
  try {
    answer(branch);
    slice(branch);
    answer(branch);
  } catch (fault) {
    fail(branch, fault);
    return;
  }
  postSnapshot(reachedEnd(branch));
  if (reachedEnd(branch)) for (const tell of host.atEnd.splice(0)) tell(aheadHash(branch));
  else if (branch.aheadTick < host.until) keepLooping();
}

function keepLooping(): void {
  if (host.looping) return;
  host.looping = true;
  wake.port2.postMessage(null);
}

function slice(branch: Branch): void {
  if (host.breaking) {
    host.breaking = false;
    throw new Error('broken on purpose');
  }
  const started = performance.now();
  const fromTick = branch.aheadTick + 1;
  const rows = createRows(ROWS_A_SLICE);
  let count = 0;
  const isDue = (): boolean => !reachedEnd(branch) && branch.aheadTick < host.until;
  while (isDue() && count < ROWS_A_SLICE && performance.now() - started < SLICE_MS) {
    host.unposted = stepAhead(branch, rows, count * METRICS.length) ?? host.unposted;
    count++;
  }
  if (count === 0) return;
  const buffer = rows.buffer.slice(0, count * METRICS.length * 8) as ArrayBuffer;
  post({ kind: 'series', generation: host.generation, fromTick, rows: buffer }, [buffer]);
}

function answer(branch: Branch): void {
  const { wanted } = host;
  if (wanted === null || wanted.tick > branch.aheadTick) return;
  host.wanted = null;
  const { tick, metro, inside } = wanted;
  const buffer = frameAt(branch, tick, wanted.buffer, metro);
  const occupancy = inside === null ? null : occupancyAt(branch, tick, inside);
  const transferred = occupancy === null ? [buffer] : [buffer, occupancy];
  post({ kind: 'frame', generation: host.generation, tick, buffer, occupancy }, transferred);
}

function postSnapshot(now: boolean): void {
  const { unposted } = host;
  if (unposted === null) return;
  if (!now && performance.now() - host.snapshotPostedAt < POST_SNAPSHOT_MS) return;
  const buffer = unposted.buffer.slice(0);
  const held = host.branch === null ? 0 : heldBytes(host.branch);
  post({ kind: 'snapshot', generation: host.generation, tick: unposted.tick, buffer, heldBytes: held }, [
    buffer,
  ]);
  host.unposted = null;
  host.snapshotPostedAt = performance.now();
}

/** The branch stands still from here on; the page offers to go on from the last snapshot. */
function fail(branch: Branch, fault: unknown): void {
  postSnapshot(true);
  host.branch = null;
  const message = fault instanceof Error ? fault.message : String(fault);
  const line = lineOf((fault as Error).cause);
  const tick = Math.max(0, branch.aheadTick);
  post({ kind: 'fault', generation: host.generation, tick, message, line });
}

function onRequest(event: MessageEvent<PortRequest>): void {
  if (event.data.kind === 'want') host.wanted = event.data;
  else host.until = Math.max(host.until, event.data.tick);
  keepLooping();
}

function open(request: LoadRequest): Promise<OpenReply> {
  return openScenario({
    text: request.text,
    patches: request.patches,
    read: async (file) => (await shippedFile(request.shipped, `data/${file}`)).text(),
    readLog: (file) => logBytes(request, file),
  });
}

async function load(request: LoadRequest): Promise<LoadReply> {
  const opened = await open(request);
  if (!opened.ok) return opened;
  const issues = [
    ...(request.bounded === true ? boundIssues(opened.scenario) : []),
    ...logIssues(opened.file, opened.scenario, request.log),
  ];
  if (issues.length > 0) return { ok: false, issues };
  const world = compileWorld(opened.scenario);
  const view = describeWorld(world);
  startBranch(createBranch(world, request.log, request.resume, await handedTo(world, request.log)));
  host.until = request.holds === true ? view.scenario.openTick : Infinity;
  host.request = request;
  return { ok: true, view, notes: opened.notes };
}

/** What the runs of a branch are handed. */
async function handedTo(world: World, log: LoggedCommand[]): Promise<Tools> {
  const { own } = host;
  const tools = await toolsFor(world, log, own?.readSolver);
  return own === null ? tools : { ...tools, placement: own.placement() };
}

function startBranch(branch: Branch): void {
  host.branch = branch;
  host.generation++;
  host.wanted = null;
  host.unposted = null;
  keepLooping();
}

/** The run as of a tick, for a question; null where it has not come as far. */
function asked(tick: number): Run | null {
  const { branch } = host;
  return branch === null || !(tick >= 0 && tick <= branch.aheadTick) ? null : runAt(branch, tick);
}

function changed(): void {
  host.generation++;
  host.unposted = null;
  keepLooping();
}

const api: EngineApi = {
  connect(port) {
    host.port = port;
    port.onmessage = onRequest;
  },
  load,
  async setLog(log: LoggedCommand[]) {
    const { branch } = host;
    const turn = ++host.logTurn;
    if (branch === null) return;
    const tools = await handedTo(branch.base, log);
    if (host.branch !== branch) return;
    if (turn === host.logTurn) {
      branch.tools = tools;
      setLog(branch, log);
    }
    changed();
  },
  async jobs({ tick, ...query }) {
    const run = asked(tick);
    return run && listJobs(run, query);
  },
  async whyJob(job, tick) {
    const run = asked(tick);
    const { branch } = host;
    if (run === null || branch === null || !(job >= 0 && job < run.world.jobs.count)) return null;
    const submitS = run.world.jobs.submitS[job];
    return whyJob(run, job, tickTimeS(run.world.scenario, tick), () => runBefore(branch, submitS));
  },
  async whyMetro(metro, workClass, tick) {
    const run = asked(tick);
    return run && whyMetro(run, metro, workClass);
  },
  async classLoad(workClass, tick) {
    const run = asked(tick);
    return run && classLoad(run, workClass);
  },
  async pastPoint(of, tick) {
    const run = asked(tick);
    return run && pastPoint(run, of, tickTimeS(run.world.scenario, tick));
  },
  async findJobs(text, limit) {
    return host.branch === null ? [] : findJobs(host.branch.cursor, text, limit);
  },
  snapshotsTo(tick: number) {
    const { branch } = host;
    if (branch === null || branch.aheadTick < tick) return Promise.resolve([]);
    const snapshots = snapshotsTo(branch, tick, SNAPSHOTS_A_FORK);
    return Promise.resolve(
      transfer(
        snapshots,
        snapshots.map(({ buffer }) => buffer),
      ),
    );
  },
  async jobId(job) {
    return host.branch?.base.ids.jobs[job] ?? '';
  },
  async file(openTick, story) {
    const { branch, request } = host;
    if (branch === null || request === null) throw new Error('nothing runs');
    const opened = await open(request);
    if (!opened.ok) throw new Error(opened.issues[0].message);
    const { file, scenario } = opened;
    const told = story ?? storyOf(file);
    const taken = mergePatch(withLog(file, scenario, branch.log), {
      openAt: tickTimeS(scenario, openTick),
      ...(told.length === 0 ? {} : { story: storyWithLog(told, file, scenario, branch.log) }),
    });
    return `${JSON.stringify(taken, null, 1)}\n`;
  },
  async readStory(story) {
    const { request } = host;
    if (request === null) throw new Error('nothing runs');
    const opened = await open({ ...request, patches: [...request.patches, { story }] });
    if (!opened.ok) return opened;
    const late = lateScenes(opened.file as JsonObject, opened.scenario.durationS);
    return late.length > 0 ? { ok: false, issues: late } : { ok: true, story: opened.scenario.story };
  },
  finalHash() {
    const { branch } = host;
    if (branch !== null && reachedEnd(branch)) return Promise.resolve(aheadHash(branch));
    host.until = Infinity;
    keepLooping();
    return new Promise((tell) => host.atEnd.push(tell));
  },
  breakForTest() {
    host.breaking = true;
    keepLooping();
  },
};

/** What the page calls; a worker has one. */
export function engineApi(own: Own | null = null): EngineApi {
  host.own = own;
  return api;
}
