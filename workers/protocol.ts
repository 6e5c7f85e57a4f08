/**
 * The wall between the page and one engine worker: the only types both sides share besides
 * the frame. Control goes over comlink (`EngineApi`); frames, series and faults go over a
 * plain MessagePort, so that their buffers can be pooled and transferred.
 *
 * A worker holds one branch: scenario + patch + command log. It runs ahead to the end of the
 * scenario in slices, keeps snapshots, and answers `want` for any tick by restore + replay.
 */
import type { ClassLoad, JobPage, JobQuery, PastOf, PastPoint, WhyJob, WhyMetro } from './answers.ts';
import type { Happening, Issue } from './scenario/scenario.ts';
import type { Shipped } from './host/shipped.ts';
import type { FileScene, StoryScene } from './scenario/story.ts';
import type { ViewModel } from './world/view-model.ts';

/** The state of a branch at a tick. */
export type Snapshot = { tick: number; buffer: ArrayBuffer };

/** A command takes effect at the start of its tick and is part of the run (T6). */
export type LoggedCommand = { tick: number; command: Happening };

export type LoadRequest = {
  /** The scenario file as text, so that the worker names line and place of a fault. */
  text: string;
  /** RFC 7396 merge patches, applied in order. */
  patches: unknown[];
  log: LoggedCommand[];
  /** It describes what nobody here chose to open: a world too large for that is refused. */
  bounded?: boolean;
  /** The page's `data/` and `scenarios/`. */
  shipped: Shipped;
  /** Logs that the scenario names and a person brought, by name; others are shipped. */
  files?: Record<string, Blob>;
  /** Go on from the last of these instead of from t = 0: after a worker died, or as a fork. */
  resume: Snapshot[];
  /** Run no further than the tick it opens at until more is asked for by `reach`. */
  holds?: boolean;
};

export type LoadReply =
  /** `notes`: what was read of the scenario's job log, and what was left out and why. */
  { ok: true; view: ViewModel; notes: Issue[] } | { ok: false; issues: Issue[] };

export type StoryReply = { ok: true; story: StoryScene[] } | { ok: false; issues: Issue[] };

export type EngineApi = {
  /** The port for frames; called once, before `load`. */
  connect(port: MessagePort): void;
  /** Replaces the branch; on `ok: false` the one that runs goes on. */
  load(request: LoadRequest): Promise<LoadReply>;
  /** Another list of commands; what was computed from the first difference on is computed anew. */
  setLog(log: LoggedCommand[]): Promise<void>;
  /** Questions about a tick; null where the run has not come as far. */
  jobs(query: JobQuery): Promise<JobPage | null>;
  whyJob(job: number, tick: number): Promise<WhyJob | null>;
  whyMetro(metro: number, workClass: number, tick: number): Promise<WhyMetro | null>;
  pastPoint(of: PastOf, tick: number): Promise<PastPoint | null>;
  classLoad(workClass: number, tick: number): Promise<ClassLoad | null>;
  /** Jobs whose id contains `text`. */
  findJobs(text: string, limit: number): Promise<{ job: number; id: string }[]>;
  /** What a fork at `tick` goes on from; none while the tick is not computed. */
  snapshotsTo(tick: number): Promise<Snapshot[]>;
  /** The id that the scenario gives a job, or that was made for it. */
  jobId(job: number): Promise<string>;
  /**
   * The branch as one scenario file, as text: bundles, job log, patches and commands in it. Opened
   * again, it begins at `openTick` and runs to the same states. With a story, that one instead of its own.
   */
  file(openTick: number, story: FileScene[] | null): Promise<string>;
  /** The scenes of a story for this scenario as they would be read of its file, or all that is wrong with them. */
  readStory(story: FileScene[]): Promise<StoryReply>;
  /** State hash at the end of the run, once reached; for tools. */
  finalHash(): Promise<string>;
  /** Stops with a fault on the next slice; for testing what a person sees then. */
  breakForTest(): void;
};

/**
 * Page -> worker. `buffer` is a spent frame to fill again, if there is one; `metro` the one whose
 * answers are told of, or -1; `inside` the site whose occupancy (frame/occupancy.ts) is to come with
 * it, or null.
 */
export type Want = {
  kind: 'want';
  tick: number;
  buffer: ArrayBuffer | null;
  metro: number;
  inside: number | null;
};

export type PortRequest =
  | Want
  /** A branch that holds may run to this tick; to the end, where that is nearer. */
  | { kind: 'reach'; tick: number };

/** Worker -> page. `generation` grows with each load and command: older messages are stale. */
export type PortMessage =
  | { kind: 'frame'; generation: number; tick: number; buffer: ArrayBuffer; occupancy: ArrayBuffer | null }
  /** Metric rows of ticks fromTick.. (one row of METRICS.length f64 a tick). */
  | { kind: 'series'; generation: number; fromTick: number; rows: ArrayBuffer }
  /** `heldBytes`: what the worker keeps of the branch by now. */
  | { kind: 'snapshot'; generation: number; tick: number; buffer: ArrayBuffer; heldBytes: number }
  /** `line`: of the policy of one's own that it came from; null where it came from elsewhere or nobody knows. */
  | { kind: 'fault'; generation: number; tick: number; message: string; line: number | null };

/** One comparison of the engine with an answer from elsewhere. It agrees when error <= allowed. */
export type Check = {
  /** Rule of RULES.md it stands for. */
  rule: string;
  name: string;
  unit: string;
  expected: number;
  got: number;
  /** |got - expected|, and the most it may be. */
  error: number;
  allowed: number;
  source: string;
};

/** Its own worker: runs every check that ships with the project. */
export type VerifyApi = { verify(shipped: Shipped): Promise<Check[]> };
