/** Where in a campus something is, in words. */
import type { Dictionary } from '../i18n/en.ts';
import type { Lang } from '../sim/store.ts';

/** Numbers from 1; 0 where one is not so near, or between two. */
export function placeInWords(
  { inside }: Dictionary,
  lang: Lang,
  { hall, row, rack }: { hall: number; row: number; rack: number },
): string {
  return [
    hall && inside.hall(String(hall)),
    row && inside.row(String(row)),
    rack && inside.rack(String(rack)),
  ]
    .filter(Boolean)
    .join(lang === 'zh' ? ' ' : ', ');
}
