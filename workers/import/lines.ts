/** Pieces of text -> whole lines, of a length that fits in memory. */

/** Longer lines are nothing that a person or a log wrote. */
export const MAX_LINE = 4_000_000;

export type Lines = {
  /** False when a line is longer than MAX_LINE; nothing more is taken then. */
  write(text: string): boolean;
  end(): void;
  line(): number;
};

/** @param onLine hears each line without its end, and its number from 1 */
export function createLines(onLine: (text: string, line: number) => void): Lines {
  let rest = '';
  let line = 0;
  const tell = (text: string): void => {
    line++;
    onLine(text.endsWith('\r') ? text.slice(0, -1) : text, line);
  };
  return {
    write(text) {
      let from = 0;
      for (let end = text.indexOf('\n'); end >= 0; end = text.indexOf('\n', from)) {
        tell(rest + text.slice(from, end));
        rest = '';
        from = end + 1;
      }
      rest += text.slice(from);
      return rest.length <= MAX_LINE;
    },
    end() {
      if (rest !== '') tell(rest);
      rest = '';
    },
    line: () => line,
  };
}
