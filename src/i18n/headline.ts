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
  const { lang, sites, linkedShown: linked, shown, other, fork } = input;
  if (lang === 'zh') {
    const titles: Titles = {
      sentence: fork ? `分支 ${fork} 中` : linked ? '互联时' : '各自为岛时',
      alone: fork ? `分支 ${fork}` : linked ? '互联' : '孤岛',
      other: fork ? 'A（互联）' : linked ? '若为孤岛' : '若互联',
    };
    return chinese(sites, titles, shown, other);
  }
  const alone = fork ? `Branch ${fork}` : linked ? 'Linked' : 'As islands';
  const titles: Titles = {
    sentence: fork ? `In branch ${fork}` : alone,
    alone,
    other: fork ? 'A, linked' : linked ? 'As islands' : 'Linked',
  };
  return english(sites, titles, shown, other);
}

function english(n: number, titles: Titles, shown: BranchFigures, other: BranchFigures): HeadlinePiece[] {
  const who = n === 1 ? 'the site keeps' : `the ${ENGLISH_COUNTS[n] ?? n} sites keep`;
  const whose = n === 1 ? 'its' : 'their';
  const head: HeadlinePiece[] = shown.known
    ? [
        plain(`${titles.sentence}, ${who} `),
        { text: formatShare('en', shown.busy), tone: 'stress' },
        plain(` of ${whose} chips busy and a job waits ${wait('en', shown.waitS)}. `),
      ]
    : [plain(`${titles.alone}: `), pending(`computing, ${formatShare('en', shown.progress)}`), plain('. ')];
  const tail = `${titles.other}: `;
  if (!other.known) {
    return [...head, plain(tail), pending(`computing, ${formatShare('en', other.progress)}`), plain('.')];
  }
  return [...head, plain(`${tail}${formatShare('en', other.busy)} and ${wait('en', other.waitS)}.`)];
}

function chinese(n: number, titles: Titles, shown: BranchFigures, other: BranchFigures): HeadlinePiece[] {
  const who = n === 1 ? '站点' : `${CHINESE_COUNTS[n] ?? `${n} `}个站点`;
  const head: HeadlinePiece[] = shown.known
    ? [
        plain(`${titles.sentence}，${who}有 `),
        { text: formatShare('zh', shown.busy), tone: 'stress' },
        plain(` 的芯片在忙，作业平均等待${wait('zh', shown.waitS)}；`),
      ]
    : [plain(`${titles.alone}：`), pending(`计算中 ${formatShare('zh', shown.progress)}`), plain('；')];
  const tail = `${titles.other}：`;
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
