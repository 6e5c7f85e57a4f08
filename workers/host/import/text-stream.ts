/** A file -> pieces of its text, unpacked where it is gzipped, in memory that does not grow with it. */

/** What a file gives: its bytes from the beginning, as often as asked. */
export type Source = { name: string; size: number; stream: () => ReadableStream<Uint8Array> };

/** Text of more than this is refused: a file packed to be opened by mistake or in malice. */
const MAX_BYTES = 4e9;

/**
 * @param onPiece hears each piece and how many bytes of the file are read; false ends the reading
 * @returns whether the file was read to its end
 * @throws where the bytes are no sound gzip, or too many
 */
export async function readText(
  source: Source,
  onPiece: (text: string, bytes: number) => boolean | Promise<boolean>,
): Promise<boolean> {
  let bytes = 0;
  const counted = source.stream().pipeThrough(
    new TransformStream<Uint8Array, Uint8Array>({
      transform(piece, controller) {
        bytes += piece.byteLength;
        controller.enqueue(piece);
      },
    }),
  );
  const reader = (await unpacked(counted)).getReader();
  const decoder = new TextDecoder('utf-8');
  let size = 0;
  try {
    for (;;) {
      const { done, value } = await reader.read();
      if (done) break;
      size += value.byteLength;
      if (size > MAX_BYTES) throw new Error(`it has more than ${MAX_BYTES / 1e9} GB of text`);
      for (let at = 0; at < value.byteLength; at += PIECE) {
        const text = decoder.decode(value.subarray(at, at + PIECE), { stream: true });
        if (!(await onPiece(text, bytes))) return false;
      }
    }
    const rest = decoder.decode();
    return rest === '' || (await onPiece(rest, bytes));
  } finally {
    await reader.cancel().catch(() => {});
  }
}

const PIECE = 256 * 1024;

/** The stream, or what it unpacks to where it begins as gzip does. */
async function unpacked(stream: ReadableStream<Uint8Array>): Promise<ReadableStream<Uint8Array>> {
  const [look, whole] = stream.tee();
  const reader = look.getReader();
  const { value } = await reader.read();
  void reader.cancel();
  if (value?.[0] !== 0x1f || value[1] !== 0x8b) return whole;
  return whole.pipeThrough(
    new DecompressionStream('gzip') as unknown as ReadableWritablePair<Uint8Array, Uint8Array>,
  );
}

/** The beginning of a file's text, and whether that is all of it. */
export async function headOf(source: Source, characters: number): Promise<{ text: string; whole: boolean }> {
  let text = '';
  const whole = await readText(source, (piece) => {
    text += piece;
    return text.length < characters;
  });
  return { text: text.slice(0, characters), whole: whole && text.length <= characters };
}
