/** The claims table: each raw claim with its verdict, and what of the model shows it. */
import { CLAIM_MODELS, CLAIM_REASONS, type ClaimModel } from './claims.ts';
import type { CsvRow } from './csv.ts';
import { text } from './raw.ts';

export type Verdict = 'supported' | 'contradicted' | 'uncertain';

export type Claim = {
  id: string;
  en: string;
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
  model: ClaimModel | null;
  /** Why the model cannot show it; null where it does. */
  why: string | null;
};

/** The four texts the claims were taken from. */
const ARTICLES: Record<string, string> = {
  '000': 'article on solar lamp posts and the AI of both countries, May 2026',
  '001': 'note on data centres of the United States and China',
  '002': 'overview of the AI rivalry of the United States and China',
  '003': 'article on the Data Island near Wuhu, after the Financial Times, September 2025',
};

const verdictOf = (finding: string): Verdict =>
  finding.startsWith('confirmed')
    ? 'supported'
    : finding.startsWith('contradicted')
      ? 'contradicted'
      : 'uncertain';

/** @throws where a claim has neither a model nor a reason, or has both */
export function deriveClaims(raw: CsvRow[]): Claim[] {
  return raw.map((row, i): Claim => {
    const [model, why] = [CLAIM_MODELS[i + 1] ?? null, CLAIM_REASONS[i + 1] ?? null];
    if ((model === null) === (why === null)) throw new Error(`claim ${i + 1}: one of a model and a reason`);
    const verdict = verdictOf(row.cells.check);
    const said = text(row, 'value');
    const checked = text(row, 'check_source')
      .replace('only the seed', 'only the article itself')
      .replace('not found in the corpora', 'not found');
    return {
      id: `claim-${String(i + 1).padStart(2, '0')}`,
      en: text(row, 'claim').replace(/^Seed cites/, 'The article cites'),
      said: said === 'qualitative' ? null : said,
      source: ARTICLES[row.cells.seed_file.slice(0, 3)],
      verdict,
      finding: row.cells.check,
      checked,
      betterSource: verdict === 'contradicted' ? checked : null,
      model,
      why,
    };
  });
}
