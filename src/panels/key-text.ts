/** Keys of a command as they are written on the keyboard. */
import type { Dictionary } from '../i18n/en.ts';

/** 'Ctrl+Shift+z' -> 'Ctrl+Shift+Z', 'ArrowLeft' -> '←'. */
export function keyText(chord: string, t: Dictionary): string {
  const parts = chord === '+' ? ['+'] : chord.split('+');
  return parts.map((part) => t.keyNames[part] ?? (part.length === 1 ? part.toUpperCase() : part)).join('+');
}
