/** The moment at which the page shows what it was opened for. */

/** A picture may never come, as of a page that nobody looks at. */
const PATIENCE_MS = 10_000;

let tell = (): void => {};

export const whenReady = new Promise<void>((resolve) => {
  tell = resolve;
});

export function tellReady(): void {
  tell();
}

/** For what can wait: the first picture needs all of the machine. */
export const afterFirstPicture = Promise.race([
  whenReady,
  new Promise<void>((resolve) => setTimeout(resolve, PATIENCE_MS)),
]);
