/**
 * Boxes on the screen by a grid of squares, so that what lies under a point is found among a few.
 * Filled once per camera, asked many times. Pixels are CSS pixels of the canvas.
 */
const SQUARE = 32;

export type ScreenIndex = {
  /** Starts over for a canvas and so many boxes. */
  begin(width: number, height: number, most: number): void;
  /** Box number `id`; boxes off the canvas are not kept. */
  add(id: number, left: number, top: number, right: number, bottom: number): void;
  /** Calls `visit` with the boxes of the square a point is in; each once, in order of id. */
  each(x: number, y: number, visit: (id: number) => void): void;
};

export function createScreenIndex(): ScreenIndex {
  let columns = 1;
  let rows = 1;
  let count = 0;
  let ids = new Int32Array(0);
  /** First and last column and row of each box. */
  let spans = new Int16Array(0);
  let starts = new Int32Array(0);
  let members = new Int32Array(0);
  let sorted = true;

  /** Counting sort of the boxes into their squares. */
  const sort = (): void => {
    starts.fill(0);
    const visit = (act: (square: number, id: number) => void): void => {
      for (let i = 0; i < count; i++) {
        for (let row = spans[4 * i + 2]!; row <= spans[4 * i + 3]!; row++)
          for (let column = spans[4 * i]!; column <= spans[4 * i + 1]!; column++)
            act(row * columns + column, ids[i]!);
      }
    };
    visit((square) => {
      starts[square + 1]! += 1;
    });
    for (let square = 0; square < columns * rows; square++) starts[square + 1]! += starts[square]!;
    const total = starts[columns * rows]!;
    if (members.length < total) members = new Int32Array(2 * total);
    const next = starts.slice();
    visit((square, id) => {
      members[next[square]!++] = id;
    });
    sorted = true;
  };
  return {
    begin(width, height, most) {
      columns = Math.max(1, Math.ceil(width / SQUARE));
      rows = Math.max(1, Math.ceil(height / SQUARE));
      count = 0;
      sorted = true;
      if (ids.length < most) {
        ids = new Int32Array(most);
        spans = new Int16Array(4 * most);
      }
      if (starts.length < columns * rows + 1) starts = new Int32Array(columns * rows + 1);
    },
    add(id, left, top, right, bottom) {
      const [first, last] = [Math.floor(left / SQUARE), Math.floor(right / SQUARE)];
      const [upper, lower] = [Math.floor(top / SQUARE), Math.floor(bottom / SQUARE)];
      if (!(last >= 0 && lower >= 0 && first < columns && upper < rows)) return;
      spans[4 * count] = Math.max(0, first);
      spans[4 * count + 1] = Math.min(columns - 1, last);
      spans[4 * count + 2] = Math.max(0, upper);
      spans[4 * count + 3] = Math.min(rows - 1, lower);
      ids[count++] = id;
      sorted = false;
    },
    each(x, y, visit) {
      const [column, row] = [Math.floor(x / SQUARE), Math.floor(y / SQUARE)];
      if (count === 0 || column < 0 || row < 0 || column >= columns || row >= rows) return;
      if (!sorted) sort();
      const square = row * columns + column;
      for (let at = starts[square]!; at < starts[square + 1]!; at++) visit(members[at]!);
    },
  };
}
