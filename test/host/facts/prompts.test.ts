/** I4: prompts are spread as the traces they come from. */
import { expect, test } from 'vitest';
import { openShipped } from '../../fixtures/shipped.ts';

test('classes of requests have the spread of their traces', async () => {
  const { scenario } = await openShipped('china-linked', true);
  const cv = (id: string) => {
    const chosen = scenario.classes[id];
    return chosen?.kind === 'request' ? chosen.tokensInCv : NaN;
  };
  // Of the single requests of the Azure hours, 0.96 both; by median and 95th percentile:
  expect(cv('chat')).toBe(1.02);
  expect(cv('code')).toBe(1.26);
  // ln(9163 / 180) / 1.645 = 2.39 is beyond the widest there is.
  expect(cv('reasoning')).toBeCloseTo(Math.sqrt(Math.exp(1.6448536 ** 2) - 1), 2);
});
