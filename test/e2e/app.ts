/** The page's controls by role and name, as a person with a screen reader finds them. */
import type { Locator, Page } from 'playwright-core';
import type { Box } from './picture.ts';

export const playButton = (page: Page): Locator => page.getByRole('button', { name: 'Play', exact: true });
export const pauseButton = (page: Page): Locator => page.getByRole('button', { name: 'Pause', exact: true });
export const linkControl = (page: Page): Locator => page.getByRole('radiogroup', { name: /link/i });
export const issueDialog = (page: Page): Locator => page.getByRole('alertdialog');
export const faultAlert = (page: Page): Locator => page.getByRole('alert').filter({ hasText: /stopped/ });
/** The sentence that the engine's numbers make. */
export const headline = (page: Page): Locator => page.getByRole('heading', { level: 1 });

export const mapCanvas = (page: Page): Locator => page.locator('.scene canvas');

/** Names of sites on the map that are not hidden by others, and where they stand. */
export async function siteLabels(page: Page): Promise<{ name: string; box: Box }[]> {
  const found: { name: string; box: Box }[] = [];
  for (const label of await page.locator('.map-label-site').all()) {
    const box = await label.boundingBox();
    if (box && (await label.isVisible())) found.push({ name: await label.innerText(), box });
  }
  return found;
}

/** Names in the picture that what the page lays over it hides, in part or whole. */
export function namesUnderPanels(page: Page): Promise<string[]> {
  return page.evaluate((over) => {
    const boxes = [...document.querySelectorAll(over)].map((panel) => panel.getBoundingClientRect());
    return [...document.querySelectorAll<HTMLElement>('.map-label')]
      .filter((label) => {
        const { left, right, top, bottom } = label.getBoundingClientRect();
        return (
          label.checkVisibility({ visibilityProperty: true }) &&
          boxes.some((box) => left < box.right && box.left < right && top < box.bottom && box.top < bottom)
        );
      })
      .map((label) => label.innerText);
  }, '.headline-text, .tools, .compare, .legend, .inspector, .transport, .dropped-note:not(:empty)');
}

export async function choose(page: Page, which: 'Linked' | 'Islands'): Promise<void> {
  await linkControl(page).getByText(which, { exact: true }).click();
}

export async function openFile(page: Page, name: string, content: string | Buffer): Promise<void> {
  const buffer = typeof content === 'string' ? Buffer.from(content) : content;
  await page.locator('input[type=file]').setInputFiles({ name, mimeType: 'application/json', buffer });
}

/** A person's file let fall on the page. */
export async function dropFile(page: Page, name: string, content: string): Promise<void> {
  const transfer = await page.evaluateHandle(
    ([fileName, text]) => {
      const data = new DataTransfer();
      data.items.add(new File([text], fileName, { type: 'application/json' }));
      return data;
    },
    [name, content] as const,
  );
  for (const event of ['dragenter', 'dragover', 'drop']) {
    await page.locator('body').dispatchEvent(event, { dataTransfer: transfer });
  }
}

/** An entry of the legend, which filters as well. */
export async function toggleRole(page: Page, name: string): Promise<void> {
  const named = { name, exact: true };
  await page.getByRole('button', named).or(page.getByRole('checkbox', named)).click();
}
