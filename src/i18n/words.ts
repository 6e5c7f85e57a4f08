/** The words of the chosen language, and of names that come in several. */
import type { Words } from '../../workers/scenario/scenario.ts';
import type { Lang } from '../sim/store.ts';
import { en, type Dictionary } from './en.ts';
import { zh } from './zh.ts';

export const DICTIONARIES: Record<Lang, Dictionary> = { en, zh };

export function pickWords(words: Words, lang: Lang): string {
  return (lang === 'zh' ? words.zh : undefined) ?? words.en;
}
