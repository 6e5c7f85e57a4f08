/** The words of the chosen language, and of names that come in several. */
import type { Words } from '../../workers/scenario/scenario.ts';
import { useChoice } from '../sim/sim.ts';
import type { Lang } from '../sim/store.ts';
import { en, type Dictionary } from './en.ts';
import { zh } from './zh.ts';

export const DICTIONARIES: Record<Lang, Dictionary> = { en, zh };

export function useWords(): { t: Dictionary; lang: Lang } {
  const lang = useChoice((choices) => choices.lang);
  return { t: DICTIONARIES[lang], lang };
}

export function pickWords(words: Words, lang: Lang): string {
  return (lang === 'zh' ? words.zh : undefined) ?? words.en;
}
