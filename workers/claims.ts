/** The claims table as both sides of the wall know it: what is said, what was found, what of the model shows it. */
import type { Shipped } from './host/shipped.ts';

export type Verdict = 'supported' | 'contradicted' | 'uncertain';

/** One run, or two to compare, of a shipped scenario. */
export type ClaimModel = {
  scenario: string;
  /** JSON Merge Patch that stands for the claim. */
  patch: object;
  /** Key of METRICS, read at `until`. */
  metric: string;
  until: string;
  /** What the claim is held against; without it, one figure. */
  against?: object;
  /** What the figures mean. */
  shows: string;
};

/** Null where there is none of it in English either. */
export type ClaimWords = {
  said: string | null;
  source: string;
  finding: string;
  shows: string | null;
  why: string | null;
};

/** A row of `public/data/claims.json`. */
export type Claim = {
  id: string;
  en: string;
  /** The same in Chinese, and its other words but for where it was looked up. */
  zh: ClaimWords & { claim: string };
  /** The figure that was said, where there is one. */
  said: string | null;
  source: string;
  verdict: Verdict;
  /** The finding in a few words: "confirmed", "contradicted in part", "unverifiable". */
  finding: string;
  /** Where it was looked up. */
  checked: string;
  /** A source to use in place of the claim's, where it is contradicted. */
  betterSource: string | null;
  model: (ClaimModel & { untilS: number }) | null;
  /** Why the model cannot show it; null where it does. */
  why: string | null;
};

/** What the model gives, in the unit of the metric; `against` is null where there is one figure. */
export type Shown = { unit: string; value: number; against: number | null };

/** Its own worker: computes the figures of one claim, beside the run on show. */
export type ClaimsApi = { show(model: ClaimModel, shipped: Shipped): Promise<Shown> };
