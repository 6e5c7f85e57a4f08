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
export async function namesUnderPanels(page: Page): Promise<string[]> {
  const over = await page.locator('.headline-text, .tools, .compare, .legend, .inspector, .transport').all();
  const panels = await Promise.all(over.map((panel) => panel.boundingBox()));
  const found: string[] = [];
  for (const label of await page.locator('.map-label:visible').all()) {
    const box = await label.boundingBox();
    const isUnder = panels.some(
      (panel) =>
        box &&
        panel &&
        box.x < panel.x + panel.width &&
        panel.x < box.x + box.width &&
        box.y < panel.y + panel.height &&
        panel.y < box.y + box.height,
    );
    if (isUnder) found.push(await label.innerText());
  }
  return found;
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
