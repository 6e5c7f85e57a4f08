/** Text of a file that a scenario names: plain, or gzipped, in UTF-8. */
export type ReadBytes = (file: string) => Promise<Uint8Array>;

/** Text of more than this is refused: a log packed to be opened by mistake or in malice. */
const MAX_BYTES = 400e6;

/** Text of the bytes, unpacked where they begin as gzip does. @throws where they are broken */
export async function textOf(bytes: Uint8Array): Promise<string> {
  const packed = bytes[0] === 0x1f && bytes[1] === 0x8b;
  const plain = packed ? await unpack(bytes) : bytes;
  if (plain.byteLength > MAX_BYTES) throw new Error(`it has more than ${MAX_BYTES / 1e6} MB`);
  return new TextDecoder('utf-8', { fatal: true }).decode(plain);
}

async function unpack(bytes: Uint8Array): Promise<Uint8Array> {
  const stream = new Blob([bytes as Uint8Array<ArrayBuffer>])
    .stream()
    .pipeThrough(new DecompressionStream('gzip'));
  const reader = stream.getReader();
  const parts: Uint8Array[] = [];
  let size = 0;
  for (let part = await reader.read(); !part.done; part = await reader.read()) {
    parts.push(part.value);
    size += part.value.byteLength;
    if (size > MAX_BYTES) {
      await reader.cancel();
      throw new Error(`unpacked it has more than ${MAX_BYTES / 1e6} MB`);
    }
  }
  const whole = new Uint8Array(size);
  let at = 0;
  for (const part of parts) {
    whole.set(part, at);
    at += part.byteLength;
  }
  return whole;
}
