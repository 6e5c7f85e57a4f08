/**
 * A run as text in the address: `#run1.` and its JSON, deflated, in base64url. In: what is shared.
 * Out: the hash, and back from a hash anyone may have made: bounded in size, time and memory, and
 * either a whole run or the one thing wrong with it.
 */
import { checkRun, type LinkFault, type LinkReply, type SharedRun } from './check-run.ts';
import { depthOf } from './depth.ts';

const VERSION = 1;
/** Characters of a hash, bytes it may unpack to, and levels of nesting. */
export const LONGEST = 65_536;
export const MOST_BYTES = 1_048_576;
export const DEEPEST = 32;

/** @throws RangeError when the run does not fit into an address */
export async function writeLink(run: SharedRun): Promise<string> {
  const json = new TextEncoder().encode(JSON.stringify(run));
  const packed = await pumped(json, new CompressionStream('deflate-raw'), MOST_BYTES);
  const hash = packed && `#run${VERSION}.${toBase64Url(packed)}`;
  if (!hash || hash.length > LONGEST) throw new RangeError(`a run of ${json.length} bytes fits in no link`);
  return hash;
}

/** @param hash with its '#' */
export async function readLink(hash: string): Promise<LinkReply> {
  if (hash.length > LONGEST) return wrong({ code: 'too-long', place: '#' });
  const parts = /^#run(\d{1,6})\.([A-Za-z0-9_-]*)$/.exec(hash);
  if (!parts) return wrong({ code: /^#run\d{1,6}\./.test(hash) ? 'garbled' : 'no-link', place: '#' });
  const [, version, packed] = parts as unknown as [string, string, string];
  const place = `#run${version}`;
  if (Number(version) !== VERSION) return wrong({ code: 'version', place, found: version });
  let json: string;
  try {
    const bytes = fromBase64Url(packed);
    const unpacked = await pumped(bytes, new DecompressionStream('deflate-raw'), MOST_BYTES);
    if (!unpacked) return wrong({ code: 'too-large', place });
    json = new TextDecoder('utf-8', { fatal: true }).decode(unpacked);
  } catch {
    return wrong({ code: 'garbled', place });
  }
  if (depthOf(json) > DEEPEST) return wrong({ code: 'too-deep', place });
  let value: unknown;
  try {
    value = JSON.parse(json);
  } catch {
    return wrong({ code: 'garbled', place });
  }
  return checkRun(value);
}

function wrong(fault: LinkFault): LinkReply {
  return { ok: false, fault };
}

/** Bytes sent through a stream; null as soon as more than `most` come out. @throws what the stream throws */
async function pumped(
  bytes: Uint8Array<ArrayBuffer>,
  through: CompressionStream | DecompressionStream,
  most: number,
): Promise<Uint8Array<ArrayBuffer> | null> {
  const writer = through.writable.getWriter();
  // What goes wrong with writing is told by reading.
  writer.write(bytes).catch(() => {});
  writer.close().catch(() => {});
  const reader = (through.readable as ReadableStream<Uint8Array>).getReader();
  const chunks: Uint8Array[] = [];
  let length = 0;
  for (;;) {
    const { done, value } = await reader.read();
    if (done) break;
    length += value.length;
    if (length > most) {
      reader.cancel().catch(() => {});
      return null;
    }
    chunks.push(value);
  }
  const all = new Uint8Array(length);
  let at = 0;
  for (const chunk of chunks) {
    all.set(chunk, at);
    at += chunk.length;
  }
  return all;
}

function toBase64Url(bytes: Uint8Array): string {
  let text = '';
  for (const byte of bytes) text += String.fromCharCode(byte);
  return btoa(text).replaceAll('+', '-').replaceAll('/', '_').replaceAll('=', '');
}

/** @throws DOMException when it is none */
function fromBase64Url(text: string): Uint8Array<ArrayBuffer> {
  const decoded = atob(text.replaceAll('-', '+').replaceAll('_', '/'));
  return Uint8Array.from(decoded, (character) => character.charCodeAt(0));
}
