/** The claims table: each raw claim with its verdict, and what of the model shows it. */
import type { Claim, Verdict } from '../../claims.ts';
import { durationS } from '../../scenario/units.ts';
import { CLAIM_MODELS, CLAIM_REASONS } from './claims.ts';
import { CLAIMS_ZH, WORDS_ZH } from './claims-zh.ts';
import type { CsvRow } from './csv.ts';
import { text } from './raw.ts';

/** The four texts the claims were taken from. */
const ARTICLES: Record<string, string> = {
  '000': 'article on solar lamp posts and the AI of both countries, May 2026',
  '001': 'note on data centres of the United States and China',
  '002': 'overview of the AI rivalry of the United States and China',
  '003': 'article on the Data Island near Wuhu, after the Financial Times, September 2025',
};

/** @throws where a word has no Chinese */
function inChinese(words: string): string {
  const zh = WORDS_ZH[words];
  if (zh === undefined) throw new Error(`claims-zh.ts: nothing for "${words}"`);
  return zh;
}
/** @throws where it is no duration */
function secondsOf(until: string): number {
  const seconds = durationS(until);
  if (seconds === null) throw new Error(`claims.ts: "${until}" is no duration`);
  return seconds;
}

const maybeChinese = (words: string | null) => (words === null ? null : inChinese(words));

const verdictOf = (finding: string): Verdict =>
  finding.startsWith('confirmed')
    ? 'supported'
    : finding.startsWith('contradicted')
      ? 'contradicted'
      : 'uncertain';

/** @throws where a claim has neither a model nor a reason, or has both */
export function deriveClaims(raw: CsvRow[]): Claim[] {
  if (raw.length !== CLAIMS_ZH.length)
    throw new Error(`claims-zh.ts: ${CLAIMS_ZH.length} of ${raw.length} claims`);
  return raw.map((row, i): Claim => {
    const [model, why] = [CLAIM_MODELS[i + 1] ?? null, CLAIM_REASONS[i + 1] ?? null];
    if ((model === null) === (why === null)) throw new Error(`claim ${i + 1}: one of a model and a reason`);
    const verdict = verdictOf(row.cells.check);
    const value = text(row, 'value');
    const said = value === 'qualitative' || value === '' ? null : value;
    const source = ARTICLES[row.cells.seed_file.slice(0, 3)];
    const finding = row.cells.check;
    const checked = text(row, 'check_source')
      .replace('only the seed', 'only the article itself')
      .replace('not found in the corpora', 'not found');
    return {
      id: `claim-${String(i + 1).padStart(2, '0')}`,
      en: text(row, 'claim').replace(/^Seed cites/, 'The article cites'),
      zh: {
        claim: CLAIMS_ZH[i],
        said: maybeChinese(said),
        source: inChinese(source),
        finding: inChinese(finding),
        shows: maybeChinese(model?.shows ?? null),
        why: maybeChinese(why),
      },
      said,
      source,
      verdict,
      finding,
      checked,
      betterSource: verdict === 'contradicted' ? checked : null,
      model: model && { ...model, untilS: secondsOf(model.until) },
      why,
    };
  });
}
