/** How well a name answers to what was typed: by its beginning, a word's, a part, or letters in order. */

/** Above 0 where every word typed is found in `name`, more the better; 0 where one is not. */
export function match(typed: string, name: string): number {
  const text = plain(name);
  let sum = 0;
  for (const word of plain(typed).split(' ')) {
    if (word === '') continue;
    const score = matchWord(word, text);
    if (score === 0) return 0;
    sum += score;
  }
  return sum === 0 ? 1 : sum - Math.min(0.9, text.length / 100);
}

/** The best of several names of one thing. */
export function matchAny(typed: string, names: readonly string[]): number {
  return names.reduce((best, name) => Math.max(best, match(typed, name)), 0);
}

/** Without case, accents and apostrophes, words apart by one space. */
function plain(text: string): string {
  return text
    .normalize('NFD')
    .replace(/[\u0300-\u036f'’]/g, '')
    .toLowerCase()
    .replace(/[\s·–/_-]+/g, ' ')
    .trim();
}

function matchWord(word: string, text: string): number {
  if (text === word) return 100;
  const at = text.indexOf(word);
  if (at === 0) return 50;
  if (at > 0) return text.includes(` ${word}`) ? 30 : 20;
  return inOrder(word, text);
}

/** Letters in their order, the first at a word's beginning; fewer points for longer gaps. */
function inOrder(word: string, text: string): number {
  let best = 0;
  for (let start = 0; start < text.length; start++) {
    if (text[start] !== word[0] || (start > 0 && text[start - 1] !== ' ')) continue;
    let at = start;
    for (let i = 1; i < word.length && at >= 0; i++) at = text.indexOf(word[i]!, at + 1);
    if (at >= 0) best = Math.max(best, (10 * word.length) / (at - start + 1));
  }
  return best;
}
