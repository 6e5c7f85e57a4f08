/** Which claims are listed: by verdict, by words in either language, and those that can be run. */
import type { Claim, Verdict } from '../../workers/claims.ts';

export const VERDICTS = ['supported', 'contradicted', 'uncertain'] as const satisfies readonly Verdict[];

export type Filter = {
  verdict: Verdict | 'all';
  /** Words that must all occur. */
  text: string;
  runnable: boolean;
};

export const NO_FILTER: Filter = { verdict: 'all', text: '', runnable: false };

export function filterClaims(claims: readonly Claim[], filter: Filter): Claim[] {
  const words = plain(filter.text).split(/\s+/).filter(Boolean);
  return claims.filter(
    (claim) =>
      (filter.verdict === 'all' || claim.verdict === filter.verdict) &&
      (!filter.runnable || claim.model !== null) &&
      words.every((word) => textOf(claim).includes(word)),
  );
}

function textOf({ id, en, zh, said, source, finding, checked, model, why }: Claim): string {
  const chinese = [zh.claim, zh.said, zh.source, zh.finding, zh.shows, zh.why];
  return plain([id, en, said, source, finding, checked, model?.shows, why, ...chinese].join(' '));
}

/** Without accents, case and signs that are typed one way or another. */
function plain(text: string): string {
  return text
    .normalize('NFKD')
    .replace(/[\u0300-\u036f'’]/g, '')
    .toLowerCase();
}
