/** What the page has kept between visits, straight from the browser's own storage. */
import type { Page } from 'playwright-core';

/** What is kept under a name; null for nothing. */
export function kept<T>(page: Page, key: string): Promise<T | null> {
  return page.evaluate(
    (name) =>
      new Promise<T | null>((resolve) => {
        const opening = indexedDB.open('causeway');
        opening.onsuccess = () => {
          const get = opening.result.transaction('kept').objectStore('kept').get(name);
          get.onsuccess = () => {
            opening.result.close();
            resolve((get.result as T | undefined) ?? null);
          };
        };
      }),
    key,
  );
}
