/** Words along an axis whose steps may be finer than the words can tell. */

/** Every so many of them, the first among them, that no two in a row read the same; the others empty. */
export function distinct(texts: readonly string[]): string[] {
  for (let every = 1; every < texts.length; every *= 2) {
    const kept = texts.filter((_, i) => i % every === 0);
    if (kept.every((text, i) => text !== kept[i - 1])) {
      return texts.map((text, i) => (i % every === 0 ? text : ''));
    }
  }
  return [...texts];
}
