/** Making a file and handing it to the person: how far it is, how it ended, and how to stop it. */
export type Making = {
  /** Share done, 0 to 1. */
  progress(share: number): void;
  /** @throws DOMException AbortError from what is being waited for */
  signal: AbortSignal;
};
export type Made = { name: string; file: Blob };

/** A name that every file system takes. */
export function fileName(base: string, ending: string): string {
  return `${base.replace(/[^\p{L}\p{N}._-]+/gu, '-').slice(0, 100)}.${ending}`;
}

export function handOver({ name, file }: Made): void {
  const link = document.createElement('a');
  link.href = URL.createObjectURL(file);
  link.download = name;
  link.click();
  // The browser reads the file in its own time.
  setTimeout(() => URL.revokeObjectURL(link.href), 60_000);
}
