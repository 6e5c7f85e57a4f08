/**
 * A queue in order of a key: a pairing heap through the jobs' columns (Fredman, Sedgewick,
 * Sleator and Tarjan, 1986). In and out of any job in O(log n), amortised, without storage of
 * its own: `head[line]` is the first job; `jobChild` a job's first child, `jobNext` its next
 * sibling, `jobPrevious` the sibling before it or, of a first child, the parent.
 * Order: `jobKey`, then number.
 */
import type { EngineState } from '../state.ts';

/** Puts a job, its key already written, into a line. */
export function heapAdd(state: EngineState, head: Int32Array, line: number, job: number): void {
  state.extra.jobChild[job] = -1;
  state.jobNext[job] = -1;
  state.jobPrevious[job] = -1;
  head[line] = head[line] < 0 ? job : meld(state, head[line], job);
}

/** Takes a job out of a line, wherever it stands. */
export function heapRemove(state: EngineState, head: Int32Array, line: number, job: number): void {
  const { jobNext, jobPrevious } = state;
  const { jobChild } = state.extra;
  const rest = meldSiblings(state, jobChild[job]);
  jobChild[job] = -1;
  if (head[line] === job) {
    head[line] = rest;
    return;
  }
  const before = jobPrevious[job];
  const next = jobNext[job];
  if (jobChild[before] === job) jobChild[before] = next;
  else jobNext[before] = next;
  if (next >= 0) jobPrevious[next] = before;
  if (rest >= 0) head[line] = meld(state, head[line], rest);
}

/** Hangs the later of two roots under the other, and returns that one. */
function meld(state: EngineState, a: number, b: number): number {
  const { jobNext, jobPrevious } = state;
  const { jobKey, jobChild } = state.extra;
  const first = jobKey[a] < jobKey[b] || (jobKey[a] === jobKey[b] && a < b) ? a : b;
  const later = first === a ? b : a;
  const child = jobChild[first];
  jobNext[later] = child;
  if (child >= 0) jobPrevious[child] = later;
  jobPrevious[later] = first;
  jobChild[first] = later;
  jobNext[first] = -1;
  jobPrevious[first] = -1;
  return first;
}

/** One root of a list of siblings: melded in pairs from the left, then all from the right. */
function meldSiblings(state: EngineState, from: number): number {
  const { jobNext, jobPrevious } = state;
  let pairs = -1;
  for (let a = from; a >= 0;) {
    const b = jobNext[a];
    const next = b >= 0 ? jobNext[b] : -1;
    const pair = b >= 0 ? meld(state, a, b) : a;
    // A root's sibling before it is free to chain the pairs, last first.
    jobPrevious[pair] = pairs;
    pairs = pair;
    a = next;
  }
  if (pairs < 0) return -1;
  let root = pairs;
  for (let pair = jobPrevious[root]; pair >= 0;) {
    const next = jobPrevious[pair];
    root = meld(state, root, pair);
    pair = next;
  }
  jobNext[root] = -1;
  jobPrevious[root] = -1;
  return root;
}
