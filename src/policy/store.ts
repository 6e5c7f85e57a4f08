/** The policy as it is being written, kept on this machine from one visit to the next; never part of a link. */
import { createStore } from 'zustand/vanilla';
import { keep, recall } from '../keep/kept.ts';
import { exampleText } from './texts.ts';

/** What is wrong: the line, where it is known, and the words to it. */
export type Problem = { line: number | null; text: string };

export type PolicyDraft = {
  /** Of the file that it is, or will be. */
  name: string;
  text: string;
  /** Of the last attempt to run it, as it is now. */
  problem: Problem | null;
  isStarting: boolean;
  /** What an earlier visit kept has been looked for. */
  isRecalled: boolean;
};

const KEY = 'policy';
/** After the last letter typed. */
const KEEP_AFTER_MS = 300;
/** A score function is a page or two; what is longer is something else. */
export const MOST_BYTES = 200_000;

/** Until somebody gives it another. */
export const FIRST_NAME = 'my-policy.ts';

export const policyDraft = createStore<PolicyDraft>(() => ({
  name: FIRST_NAME,
  text: exampleText('least-loaded.ts'),
  problem: null,
  isStarting: false,
  isRecalled: false,
}));

export async function recallDraft(): Promise<void> {
  if (policyDraft.getState().isRecalled) return;
  const kept = await recall(KEY);
  policyDraft.setState({ ...(isDraft(kept) ? { name: kept.name, text: kept.text } : {}), isRecalled: true });
}

function isDraft(value: unknown): value is { name: string; text: string } {
  if (typeof value !== 'object' || value === null) return false;
  const { name, text } = value as Record<string, unknown>;
  return typeof name === 'string' && typeof text === 'string';
}

let timer: ReturnType<typeof setTimeout> | undefined;

/** Puts another text, or name, in the place of what there is, and keeps it. */
export function writeDraft(change: { name?: string; text?: string }): void {
  policyDraft.setState({ ...change, problem: null });
  clearTimeout(timer);
  timer = setTimeout(keepDraft, KEEP_AFTER_MS);
}

function keepDraft(): void {
  const { name, text } = policyDraft.getState();
  void keep(KEY, { name, text });
}
