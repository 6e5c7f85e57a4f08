/** What axe-core finds on a page that holds it (`page.evaluate(axe.source)`), by the rules of WCAG 2.2 AA. */
import type { Page } from 'playwright-core';

const RULES = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'];

type Found = { violations: { id: string; nodes: { target: unknown[] }[] }[] };

/** As 'rule: where'. */
export async function faults(page: Page): Promise<string[]> {
  // What fades in has faded in.
  await page.waitForTimeout(250);
  const { violations } = (await page.evaluate(
    (rules) =>
      (globalThis as unknown as { axe: { run(at: Document, how: object): Promise<unknown> } }).axe.run(
        document,
        {
          runOnly: rules,
        },
      ),
    RULES,
  )) as Found;
  return violations.flatMap(({ id, nodes }) => nodes.map(({ target }) => `${id}: ${target.join(' ')}`));
}
