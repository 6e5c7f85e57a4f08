/** The files that come with the page, for the page and its workers alike. */

/**
 * An address that they lie under, ending in '/'; or, where the page is one file, they themselves by their path; or,
 * for a worker without a network, who fetches one.
 */
export type Shipped = string | Readonly<Record<string, Blob>> | ReadShipped;
/** Rejects as `shippedFile` does. */
export type ReadShipped = (path: string) => Promise<Blob>;

/** @param path below public/, 'data/sites.csv' @throws where there is no such file, or the path leads elsewhere */
export async function shippedFile(shipped: Shipped, path: string): Promise<Blob> {
  if (typeof shipped === 'function') return shipped(path);
  if (typeof shipped !== 'string') {
    if (!Object.hasOwn(shipped, path)) throw new Error(`There is no ${path} here.`);
    return shipped[path]!;
  }
  const { href } = new URL(path, shipped);
  if (!href.startsWith(shipped)) throw new Error(`${path} is not of this place.`);
  const reply = await fetch(href);
  // A development server answers an unknown path with the page itself.
  if (!reply.ok || reply.headers.get('content-type')?.includes('html'))
    throw new Error(`There is no ${path} here.`);
  return reply.blob();
}

/** Bytes of a log that a scenario names: a person's own, or one that lies beside the scenarios, or else beside the data. */
export async function logBytes(
  { files = {}, shipped }: { files?: Record<string, Blob>; shipped: Shipped },
  file: string,
): Promise<Uint8Array> {
  const blob = Object.hasOwn(files, file)
    ? files[file]!
    : await shippedFile(shipped, `scenarios/${file}`).catch(() => shippedFile(shipped, `data/${file}`));
  return new Uint8Array(await blob.arrayBuffer());
}
