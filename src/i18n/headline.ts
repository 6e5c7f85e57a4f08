/**
 * The sentence at the top: both branches at one tick, in words. In: numbers of the engine.
 * Out: pieces of text, of which one is the number to stress. A branch that has not come as far
 * as the tick yet is said to be computing, with how far it is.
 */
import type { Lang } from '../sim/store.ts';
import { formatShare, formatWait } from './format.ts';

export type BranchFigures =
  | { known: true; busy: number; waitS: number }
  /** Share of the way to the tick that is computed, 0 to 1. */
  | { known: false; progress: number };

export type HeadlinePiece = { text: string; tone: 'plain' | 'stress' | 'pending' };

const ENGLISH_COUNTS = ['no', 'one', 'two', 'three', 'four', 'five', 'six', 'seven', 'eight', 'nine', 'ten', 'eleven', 'twelve']; // prettier-ignore
const CHINESE_COUNTS = ['零', '一', '两', '三', '四', '五', '六', '七', '八', '九', '十'];

export type HeadlineInput = {
  lang: Lang;
  /** Sites that work. */
  sites: number;
  linkedShown: boolean;
  shown: BranchFigures;
  other: BranchFigures;
};

export function headline({ lang, sites, linkedShown, shown, other }: HeadlineInput): HeadlinePiece[] {
  return lang === 'zh'
    ? chinese(sites, linkedShown, shown, other)
    : english(sites, linkedShown, shown, other);
}

function english(n: number, linked: boolean, shown: BranchFigures, other: BranchFigures): HeadlinePiece[] {
  const who = n === 1 ? 'the site keeps' : `the ${ENGLISH_COUNTS[n] ?? n} sites keep`;
  const whose = n === 1 ? 'its' : 'their';
  const head: HeadlinePiece[] = shown.known
    ? [
        plain(`${linked ? 'Linked' : 'As islands'}, ${who} `),
        { text: formatShare('en', shown.busy), tone: 'stress' },
        plain(` of ${whose} chips busy and a job waits ${wait('en', shown.waitS)}. `),
      ]
    : [
        plain(linked ? 'Linked: ' : 'As islands: '),
        pending(`computing, ${formatShare('en', shown.progress)}`),
        plain('. '),
      ];
  const tail = linked ? 'As islands: ' : 'Linked: ';
  if (!other.known) {
    return [...head, plain(tail), pending(`computing, ${formatShare('en', other.progress)}`), plain('.')];
  }
  return [...head, plain(`${tail}${formatShare('en', other.busy)} and ${wait('en', other.waitS)}.`)];
}

function chinese(n: number, linked: boolean, shown: BranchFigures, other: BranchFigures): HeadlinePiece[] {
  const who = n === 1 ? '站点' : `${CHINESE_COUNTS[n] ?? `${n} `}个站点`;
  const head: HeadlinePiece[] = shown.known
    ? [
        plain(`${linked ? '互联时' : '各自为岛时'}，${who}有 `),
        { text: formatShare('zh', shown.busy), tone: 'stress' },
        plain(` 的芯片在忙，作业平均等待${wait('zh', shown.waitS)}；`),
      ]
    : [
        plain(linked ? '互联：' : '孤岛：'),
        pending(`计算中 ${formatShare('zh', shown.progress)}`),
        plain('；'),
      ];
  const tail = linked ? '若为孤岛：' : '若互联：';
  if (!other.known)
    return [...head, plain(tail), pending(`计算中 ${formatShare('zh', other.progress)}`), plain('。')];
  return [...head, plain(`${tail}${formatShare('zh', other.busy)}，${wait('zh', other.waitS).trim()}。`)];
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
