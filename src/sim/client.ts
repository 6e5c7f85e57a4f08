/**
 * One branch = one worker. Control goes over comlink, frames come over a MessagePort in pooled,
 * transferred buffers; at most one want is in flight. In: wants and commands. Out: the handlers.
 * A worker that reports a fault, throws or falls silent is done for: close it and make another.
 */
import * as Comlink from 'comlink';
import { readOccupancy } from '../../workers/frame/occupancy.ts';
import { readFrame, type FrameView } from '../../workers/frame/read.ts';
import type {
  EngineApi,
  LoadReply,
  LoadRequest,
  LoggedCommand,
  PortMessage,
  PortRequest,
  Snapshot,
  StoryReply,
} from '../../workers/protocol.ts';
import type { FileScene } from '../../workers/scenario/story.ts';
import { createGenerations } from './generations.ts';
import { sandboxSeat } from './sandbox.ts';
import { pageSeat, type Seat } from './seat.ts';

export type ClientHandlers = {
  /** The answer to the want in flight; `null` when it was stale and must be asked anew. */
  onFrame(frame: FrameView | null): void;
  /** `anew`: the first rows since a command, so rows after them are void. */
  onSeries(fromTick: number, rows: Float64Array, anew: boolean): void;
  onSnapshot(tick: number, snapshot: ArrayBuffer, heldBytes: number): void;
  /** `tick` is null when the worker could not say; `line` is of the policy of one's own that it came from. */
  onFault(tick: number | null, message: string, line: number | null): void;
};

export type BranchClient = {
  /** @throws Error when the worker dies before it answers. */
  load(request: LoadRequest): Promise<LoadReply>;
  /**
   * Asks for a tick, for who answers a metro (-1: none) and for the inside of a site (null: none);
   * false before a load and while an earlier want is open.
   */
  want(tick: number, metro: number, inside: number | null): boolean;
  wanting(): boolean;
  /** Lets a branch that was loaded to hold run on, to a tick. */
  reach(tick: number): void;
  /** Milliseconds the open want has gone without any sign of life; 0 without one. */
  silentMs(nowMs: number): number;
  setLog(log: LoggedCommand[]): Promise<void>;
  /** Questions to the worker, answered between frames. */
  ask: Pick<EngineApi, 'jobId' | 'jobs' | 'whyJob' | 'whyMetro' | 'classLoad' | 'pastPoint' | 'findJobs'>;
  /** What a fork at `tick` goes on from. @throws Error when the worker dies before it answers. */
  snapshotsTo(tick: number): Promise<Snapshot[]>;
  breakForTest(): void;
  /** The branch as one scenario file, as text; see EngineApi. @throws Error when the worker dies before it answers. */
  file(openTick: number, story: FileScene[] | null): Promise<string>;
  readStory(story: FileScene[]): Promise<StoryReply>;
  /** Gives a frame back, to be filled again. */
  recycle(frame: FrameView): void;
  close(): void;
};

/** Spent buffers kept at most; more than current, previous and standby are never about. */
const POOL_SIZE = 4;

/** @param policy script of the person's own policy that the branch runs under; null: the scenario's */
export function createClient(handlers: ClientHandlers, policy: string | null): BranchClient {
  const { port1: port, port2: theirs } = new MessageChannel();
  const generations = createGenerations();
  const pool: ArrayBuffer[] = [];
  let wantedAtMs = 0;
  let heardAtMs = 0;
  let lastGeneration = -1;
  /** A want sent earlier would be forgotten by the load. */
  let loaded = false;
  /** How far a branch that holds may run. */
  let reached = Infinity;
  let closed = false;
  /** Why the worker is no more. */
  let lastWord = 'closed';
  let begun = (): void => {};
  /** Until the answer to a load has come: a question sent before would find nothing loaded. */
  let loading: Promise<void> | null = new Promise((resolve) => {
    begun = resolve;
  });
  /** Ends of the promises that wait for the worker's word. */
  const waiting = new Set<(error: Error) => void>();

  const giveUp = (message: string): void => {
    for (const fail of waiting) fail(new Error(message));
    waiting.clear();
  };

  /** Never ends well: it rejects when the worker dies, or at once where it has. */
  const whileAlive = (): Promise<never> =>
    new Promise((_, reject) => (closed ? reject(new Error(lastWord)) : waiting.add(reject)));

  const fault = (tick: number | null, message: string, line: number | null): void => {
    if (closed) return;
    lastWord = message;
    giveUp(message);
    handlers.onFault(tick, message, line);
  };

  const onDeath = (message: string): void => fault(null, message, null);
  let seat: Seat | null = null;
  let api!: Comlink.Remote<EngineApi>;
  let connected: Promise<void> | null = null;
  /** The worker is started when it is first needed. */
  const connect = (): Promise<void> => {
    seat = policy === null ? pageSeat(onDeath) : sandboxSeat(policy, onDeath);
    api = Comlink.wrap<EngineApi>(seat.endpoint);
    return api.connect(Comlink.transfer(theirs, [theirs]));
  };

  port.onmessage = ({ data }: MessageEvent<PortMessage>) => {
    if (closed) return;
    heardAtMs = performance.now();
    const fresh = generations.accept(data.generation);
    const anew = fresh && data.generation !== lastGeneration && lastGeneration >= 0;
    if (data.kind === 'frame') {
      wantedAtMs = 0;
      if (!fresh) pool.push(data.buffer);
      const occupancy = data.occupancy && readOccupancy(data.occupancy);
      handlers.onFrame(fresh ? readFrame(data.buffer, occupancy) : null);
    } else if (data.kind === 'fault') {
      fault(data.tick, data.message, data.line);
    } else if (fresh && data.kind === 'series') {
      lastGeneration = data.generation;
      handlers.onSeries(data.fromTick, new Float64Array(data.rows), anew);
    } else if (fresh && data.kind === 'snapshot') {
      handlers.onSnapshot(data.tick, data.buffer, data.heldBytes);
    }
  };
  /** A worker that is no more answers nothing. */
  const answer = async <T>(ask: () => Promise<T>): Promise<T> => {
    if (loading) await loading;
    return closed ? new Promise(() => {}) : ask();
  };

  const change = async (call: () => Promise<unknown>): Promise<void> => {
    generations.expectNext();
    await answer(call);
  };

  return {
    async load(request) {
      if (closed) throw new Error(lastWord);
      const failed = whileAlive();
      generations.expectNext();
      connected ??= connect();
      const replied = connected.then(() => Promise.race<LoadReply>([api.load(request), failed]));
      const settled = (): void => {
        loading = null;
        begun();
      };
      loading = replied.then(settled, settled);
      const reply = await Promise.race([replied, failed]);
      loaded = reply.ok;
      if (reply.ok && request.holds) reached = reply.view.scenario.openTick;
      return reply;
    },
    want(tick, metro, inside) {
      if (closed || !loaded || wantedAtMs > 0) return false;
      wantedAtMs = performance.now();
      const buffer = pool.pop() ?? null;
      const request: PortRequest = { kind: 'want', tick, buffer, metro, inside };
      port.postMessage(request, buffer ? [buffer] : []);
      return true;
    },
    wanting: () => wantedAtMs > 0,
    reach(tick) {
      if (closed || tick <= reached) return;
      reached = tick;
      port.postMessage({ kind: 'reach', tick } satisfies PortRequest);
    },
    silentMs: (nowMs) => (wantedAtMs > 0 ? nowMs - Math.max(wantedAtMs, heardAtMs) : 0),
    setLog: (log) => change(() => api.setLog(log)),
    ask: {
      jobId: (job) => answer(() => api.jobId(job)),
      jobs: (query) => answer(() => api.jobs(query)),
      whyJob: (job, tick) => answer(() => api.whyJob(job, tick)),
      whyMetro: (metro, workClass, tick) => answer(() => api.whyMetro(metro, workClass, tick)),
      classLoad: (workClass, tick) => answer(() => api.classLoad(workClass, tick)),
      pastPoint: (of, tick) => answer(() => api.pastPoint(of, tick)),
      findJobs: (text, limit) => answer(() => api.findJobs(text, limit)),
    },
    snapshotsTo: (tick) => Promise.race([answer(() => api.snapshotsTo(tick)), whileAlive()]),
    breakForTest: () => void answer(() => api.breakForTest()),
    file: (openTick, story) => Promise.race([answer(() => api.file(openTick, story)), whileAlive()]),
    readStory: (story) => Promise.race([answer<StoryReply>(() => api.readStory(story)), whileAlive()]),
    recycle(frame) {
      const buffer = frame.values.buffer as ArrayBuffer;
      if (!closed && buffer.byteLength > 0 && pool.length < POOL_SIZE) pool.push(buffer);
    },
    close() {
      if (closed) return;
      closed = true;
      giveUp('closed');
      begun();
      port.close();
      // Comlink keeps a worker for as long as its proxy is known to anyone, as it is to the worker's own listeners.
      if (seat) api[Comlink.releaseProxy]();
      seat?.close();
    },
  };
}
