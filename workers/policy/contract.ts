/**
 * What a placement policy of your own is: one function that scores a place for a job.
 *
 *     import type { Score } from 'causeway/policy';
 *
 *     export const score: Score = (job, place) =>
 *       place.startsNow ? -place.carbonGPerKwh : -1e6 - place.backlogS;
 *
 * It is asked whenever a job is placed: when it is submitted, and again when it gave its accelerators back or the
 * world changed. The place with the highest score gets the job; ties go to the place that comes first. A job that
 * cannot start there at once waits in its queue: say by `startsNow` and `backlogS` what that is worth.
 *
 * A score is made of what is handed in and of nothing else: there is no clock and no chance, and what a policy
 * remembers from an earlier call is forgotten when a run goes back in time. Figures are read as they are now, and hold
 * during the call. A score that is not a finite number, an error, or two seconds without an answer end the run with a
 * fault that says so; no other run is touched.
 */

/** A score: higher is better; null where the job must not go. */
export type Score = (job: Job, place: Place, now: Now) => number | null;

export type Job = {
  readonly id: string;
  readonly class: string;
  readonly tenant: string;
  /** The site it was submitted at, where its dataset lies. */
  readonly home: string;
  /** Accelerators it asks for, and the fewest it starts with. */
  readonly accelerators: number;
  readonly least: number;
  readonly priority: number;
  /** Seconds since the start at which it was submitted. */
  readonly submitS: number;
  readonly datasetTB: number;
};

/** The accelerators of one type at one site. Only places that may take the job are asked about. */
export type Place = {
  readonly site: string;
  readonly accelerator: string;
  readonly country: string;
  readonly region: string;
  /** 'training', 'inference', 'mixed', 'edge' or 'hpc'. */
  readonly role: string;
  /** Accelerators for jobs, and those of them that are free. */
  readonly size: number;
  readonly free: number;
  /** The job would get its accelerators at once. */
  readonly startsNow: boolean;
  readonly queuedJobs: number;
  /** Seconds of estimated work waiting there, if all of it worked it off. */
  readonly backlogS: number;
  /** Seconds the job is said to take there. */
  readonly estimateS: number;
  /** One way from the job's home, in ms; 0 at home, Infinity without a route. */
  readonly routeDelayMs: number;
  /** Of the site's grid at this hour; 0 without a grid. */
  readonly carbonGPerKwh: number;
  readonly priceUsdPerMwh: number;
  /** Energy at the meter for 1e18 FLOP of this job's work, above idle. */
  readonly joulesPerExaflop: number;
};

export type Now = {
  /** Seconds since the scenario's start. */
  readonly timeS: number;
  /** Milliseconds since 1970, UTC. */
  readonly utcMs: number;
  readonly linked: boolean;
};
