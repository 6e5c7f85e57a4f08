/** Where the files are that come with this page: beside it, or in it where it was built as one file. */
import { shippedFile, type Shipped } from '../../workers/host/shipped.ts';

/** Of the element that holds them, written by build/one-file.ts: gzipped JSON of texts by path, in base64. */
const ELEMENT = 'shipped';

let found: Promise<Shipped> | null = null;

export function shipped(): Promise<Shipped> {
  found ??= find();
  return found;
}

export async function shippedText(path: string): Promise<string> {
  return (await shippedFile(await shipped(), path)).text();
}

async function find(): Promise<Shipped> {
  const packed = document.getElementById(ELEMENT)?.textContent;
  if (!packed) return new URL('./', document.baseURI).href;
  const bytes = Uint8Array.from(atob(packed), (character) => character.charCodeAt(0));
  const stream = new Blob([bytes]).stream().pipeThrough(new DecompressionStream('gzip'));
  const texts = (await new Response(stream).json()) as Record<string, string>;
  return Object.fromEntries(Object.entries(texts).map(([path, text]) => [path, new Blob([text])]));
}
