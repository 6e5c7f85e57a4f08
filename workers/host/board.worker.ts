/** The results of a sweep, off the page's thread: read once, looked at with every brush. */
import { expose, transfer } from 'comlink';
import { createViewer, look, type Viewer } from './board/look.ts';
import type { BoardApi } from './board/protocol.ts';
import { readBoard, readStored } from './board/read.ts';

let viewer: Viewer | null = null;

function opened(): Viewer {
  if (!viewer) throw new Error('no results are open');
  return viewer;
}

const api: BoardApi = {
  async open(file, onProgress) {
    const { size: byteLength } = file;
    const slice = (from: number, to?: number) => file.slice(from, to).arrayBuffer();
    const reply = await readBoard(file.name, { byteLength, slice }, onProgress);
    if (!reply.ok) return reply;
    viewer = createViewer(reply.board);
    return { ok: true, head: reply.board.head };
  },
  async look(wish) {
    const looked = look(opened(), wish);
    return transfer(looked, [looked.pixels.buffer]);
  },
  stored: (row) => readStored(opened().board, row),
};

expose(api);
