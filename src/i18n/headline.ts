/**
 * The sentence at the top: both branches at one tick, in words. In: numbers of the engine.
 * Out: pieces of text, of which one is the number to stress. A branch that has not come as far
 * as the tick yet is said to be computing, with how far it is.
 */
import type { Lang } from '../sim/store.ts';
import { formatDuration, formatShare, formatSi, formatWait } from './format.ts';
import { rangeText } from './range.ts';

/** What a world is about: its jobs; without any, what cities ask of it; without either, what it moves. */
export type HeadlineAbout = 'jobs' | 'requests' | 'transfers';

type Range = { low: number; high: number };

export type BranchFigures =
  /**
   * Of jobs: share busy, seconds of wait. Of requests: share in time, seconds within which half of all have their first
   * token. Of transfers: load of the busiest link, bytes moved. `bands` are of an ensemble of this run, 5 to 95 %.
   */
  | { known: true; share: number; amount: number; bands?: { share: Range; amount: Range } | null }
  /** Share of the way to the tick that is computed, 0 to 1. */
  | { known: false; progress: number };

export type HeadlinePiece = { text: string; tone: 'plain' | 'stress' | 'pending' | 'band' };

const ENGLISH_COUNTS = ['no', 'one', 'two', 'three', 'four', 'five', 'six', 'seven', 'eight', 'nine', 'ten', 'eleven', 'twelve']; // prettier-ignore
const CHINESE_COUNTS = ['零', '一', '两', '三', '四', '五', '六', '七', '八', '九', '十'];

export type HeadlineInput = {
  lang: Lang;
  about: HeadlineAbout;
  /** Sites with accelerators now. */
  sites: number;
  linkedShown: boolean;
  /** Name of the fork on show; it is held against the linked branch, A. */
  fork?: string | null;
  shown: BranchFigures;
  other: BranchFigures;
};

type Titles = { sentence: string; alone: string; other: string };

export function headline(input: HeadlineInput): HeadlinePiece[] {
  const { lang, linkedShown: linked, fork } = input;
  if (lang === 'zh') {
    const titles: Titles = {
      sentence: fork ? `分支 ${fork} 中` : linked ? '互联时' : '各自为岛时',
      alone: fork ? `分支 ${fork}` : linked ? '互联' : '孤岛',
      other: fork ? 'A（互联）' : linked ? '若为孤岛' : '若互联',
    };
    return chinese(input, titles);
  }
  const alone = fork ? `Branch ${fork}` : linked ? 'Linked' : 'As islands';
  const titles: Titles = {
    sentence: fork ? `In branch ${fork}` : alone,
    alone,
    other: fork ? 'A, linked' : linked ? 'As islands' : 'Linked',
  };
  return english(input, titles);
}

function english({ about, sites: n, shown, other }: HeadlineInput, titles: Titles): HeadlinePiece[] {
  const who = `the ${n === 1 ? 'site' : `${ENGLISH_COUNTS[n] ?? n} sites`}`;
  const sentence = {
    jobs: {
      before: `${who} ${n === 1 ? 'keeps' : 'keep'} `,
      after: ` of ${n === 1 ? 'its' : 'their'} chips busy`,
      rest: (amount: string) => ` and a job waits ${amount}`,
    },
    requests: {
      before: `${who} ${n === 1 ? 'answers' : 'answer'} `,
      after: ' of requests in time',
      rest: (amount: string) => `, half of all within ${amount}`,
    },
    transfers: {
      before: 'the busiest link is ',
      after: ' full',
      rest: (amount: string) => ` and ${amount} have been moved`,
    },
  }[about];
  const head: HeadlinePiece[] = shown.known
    ? [
        plain(`${titles.sentence}, ${sentence.before}`),
        { text: shareOf(about, 'en', shown.share), tone: 'stress' },
        ...shareBand(about, 'en', shown),
        plain(sentence.after),
        ...amountPieces(about, 'en', shown, sentence.rest),
        plain('. '),
      ]
    : [plain(`${titles.alone}: `), pending(`computing, ${formatShare('en', shown.progress)}`), plain('. ')];
  const tail = `${titles.other}: `;
  if (!other.known)
    return [...head, plain(tail), pending(`computing, ${formatShare('en', other.progress)}`), plain('.')];
  return [
    ...head,
    plain(`${tail}${shareOf(about, 'en', other.share)}`),
    ...shareBand(about, 'en', other),
    ...amountPieces(about, 'en', other, (amount) => ` and ${amount}`),
    plain('.'),
  ];
}

function chinese({ about, sites: n, shown, other }: HeadlineInput, titles: Titles): HeadlinePiece[] {
  const who = n === 1 ? '站点' : `${CHINESE_COUNTS[n] ?? `${n} `}个站点`;
  const sentence = {
    jobs: { before: `${who}有 `, after: ' 的芯片在忙', rest: '，作业平均等待' },
    requests: { before: `${who}按时应答 `, after: ' 的请求', rest: '，半数请求的首字时延不超过' },
    transfers: { before: '最忙的链路已用 ', after: ' 的带宽', rest: '，已传输' },
  }[about];
  const head: HeadlinePiece[] = shown.known
    ? [
        plain(`${titles.sentence}，${sentence.before}`),
        { text: shareOf(about, 'zh', shown.share), tone: 'stress' },
        ...shareBand(about, 'zh', shown),
        plain(sentence.after),
        ...amountPieces(about, 'zh', shown, (amount) => `${sentence.rest}${amount}`),
        plain('；'),
      ]
    : [plain(`${titles.alone}：`), pending(`计算中 ${formatShare('zh', shown.progress)}`), plain('；')];
  const tail = `${titles.other}：`;
  if (!other.known)
    return [...head, plain(tail), pending(`计算中 ${formatShare('zh', other.progress)}`), plain('。')];
  return [
    ...head,
    plain(`${tail}${shareOf(about, 'zh', other.share)}`),
    ...shareBand(about, 'zh', other),
    ...amountPieces(about, 'zh', other, (amount) => `，${amount.trim()}`),
    plain('。'),
  ];
}

type Known = Extract<BranchFigures, { known: true }>;

function shareBand(about: HeadlineAbout, lang: Lang, { bands }: Known): HeadlinePiece[] {
  return bands ? band(lang, bands.share, (share) => shareOf(about, lang, share)) : [];
}

/** The amount as `say` puts it, and its band; nothing of an amount that is not said. */
function amountPieces(
  about: HeadlineAbout,
  lang: Lang,
  { amount, bands }: Known,
  say: (text: string) => string,
): HeadlinePiece[] {
  if (!isSaid(amount)) return [];
  const text = (value: number): string => amountOf(about, lang, value);
  return [
    plain(say(text(amount))),
    ...(bands ? band(lang, bands.amount, (value) => text(value).trim()) : []),
  ];
}

/** Nothing where it is not known at both ends. */
function band(lang: Lang, { low, high }: Range, text: (value: number) => string): HeadlinePiece[] {
  if (!Number.isFinite(low) || !Number.isFinite(high)) return [];
  const range = rangeText(lang, text(low), text(high));
  return [{ text: lang === 'zh' ? `（${range}）` : ` (${range})`, tone: 'band' }];
}

/** More is shed than the percentile leaves out: there is no such time. */
function isSaid(amount: number): boolean {
  return amount !== Infinity;
}

function shareOf(about: HeadlineAbout, lang: Lang, share: number): string {
  return formatShare(lang, share, about === 'requests' && share > 0.9 && share < 1 ? 1 : 0);
}

function amountOf(about: HeadlineAbout, lang: Lang, amount: number): string {
  if (about === 'jobs') return wait(lang, amount);
  const text = about === 'requests' ? formatDuration(lang, amount) : formatSi(lang, amount, 'B');
  return lang === 'zh' ? ` ${text}` : text;
}

/** Chinese sets a number apart from the word before it. */
function wait(lang: Lang, seconds: number): string {
  return lang === 'zh' && seconds >= 1 ? ` ${formatWait(lang, seconds)}` : formatWait(lang, seconds);
}

function plain(text: string): HeadlinePiece {
  return { text, tone: 'plain' };
}

function pending(text: string): HeadlinePiece {
  return { text, tone: 'pending' };
}
