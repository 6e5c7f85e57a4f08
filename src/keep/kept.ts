/**
 * What is kept on this machine between visits, in IndexedDB. Where the browser refuses (private
 * windows, a full disk) nothing else breaks: reading gives nothing, writing is given up, and the
 * first such failure is told, once.
 */
import { createStore, del, get, set, type UseStore } from 'idb-keyval';

export type Trouble = 'refused' | 'full';

/** A browser that never answers must not hold up the page for long; one that is busy takes a second to. */
const PATIENCE_MS = 3000;

let store: UseStore | null = null;
let trouble: Trouble | null = null;
let tell: (trouble: Trouble) => void = () => {};

/** Hears of the first failure, also of one that has been. */
export function onTrouble(listener: (trouble: Trouble) => void): void {
  tell = listener;
  if (trouble) tell(trouble);
}

export async function recall(key: string): Promise<unknown> {
  return attempt((kept) => answerOf(get<unknown>(key, kept)));
}

/** @throws Error when there is none for too long */
function answerOf<T>(asked: Promise<T>): Promise<T> {
  return new Promise((resolve, reject) => {
    const timer = setTimeout(() => reject(new Error('no answer')), PATIENCE_MS);
    asked.then(resolve, reject).finally(() => clearTimeout(timer));
  });
}

export async function keep(key: string, value: unknown): Promise<void> {
  await attempt((kept) => set(key, value, kept));
}

export async function forget(key: string): Promise<void> {
  await attempt((kept) => del(key, kept));
}

async function attempt<T>(act: (kept: UseStore) => Promise<T>): Promise<T | undefined> {
  try {
    store ??= createStore('causeway', 'kept');
    return await act(store);
  } catch (error) {
    // Told once: the next failure says nothing new.
    if (trouble === null) {
      trouble = error instanceof DOMException && error.name === 'QuotaExceededError' ? 'full' : 'refused';
      tell(trouble);
    }
    return undefined;
  }
}
