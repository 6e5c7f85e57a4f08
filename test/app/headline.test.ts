import { describe, expect, test } from 'vitest';
import { headline, type HeadlineInput } from '../../src/i18n/headline.ts';

const input: HeadlineInput = {
  lang: 'en',
  about: 'jobs',
  sites: 10,
  linkedShown: true,
  shown: { known: true, share: 0.63, amount: 40 },
  other: { known: true, share: 0.38, amount: 660 },
};
const read = (over: Partial<HeadlineInput>): string =>
  headline({ ...input, ...over })
    .map((piece) => piece.text)
    .join('')
    .replaceAll('\u202f', ' ')
    .replaceAll('\u00a0', ' ');

describe('the headline', () => {
  test('compares the branches at the same tick', () => {
    expect(read({})).toBe(
      'Linked, the ten sites keep 63 % of their chips busy and a job waits 40 s. As islands: 38 % and 11 min.',
    );
    expect(read({ lang: 'zh' })).toBe(
      '互联时，十个站点有 63 % 的芯片在忙，作业平均等待 40 秒；若为孤岛：38 %，11 分钟。',
    );
  });
  test('turns round when the islands are shown', () => {
    expect(read({ linkedShown: false, shown: input.other, other: input.shown })).toBe(
      'As islands, the ten sites keep 38 % of their chips busy and a job waits 11 min. Linked: 63 % and 40 s.',
    );
  });
  test('says that a branch is computing rather than showing an old number', () => {
    expect(read({ other: { known: false, progress: 0.42 } })).toContain('As islands: computing, 42 %.');
    expect(read({ lang: 'zh', other: { known: false, progress: 0.42 } })).toContain(
      '若为孤岛：计算中 42 %。',
    );
    expect(read({ shown: { known: false, progress: 0.1 } })).toContain('Linked: computing, 10 %.');
  });
  test('stresses exactly one number, that of the shown branch', () => {
    const stressed = headline(input).filter((piece) => piece.tone === 'stress');
    expect(stressed.map((piece) => piece.text)).toEqual(['63\u202f%']);
  });
  test('counts in words up to twelve and agrees with one', () => {
    expect(read({ sites: 1 })).toContain('the site keeps 63 % of its chips busy');
    expect(read({ sites: 140 })).toContain('the 140 sites keep');
  });
  test('a wait too short to name is not called nothing', () => {
    expect(read({ shown: { known: true, share: 0.63, amount: 0.2 } })).toContain('a job waits under 1 s.');
    expect(read({ lang: 'zh', shown: { known: true, share: 0.63, amount: 0 } })).toContain(
      '平均等待不到 1 秒',
    );
  });
  test('a world without jobs is told by what is asked of it, or what it moves', () => {
    const shown = { known: true, share: 0.926, amount: 0.12 } as const;
    const other = { known: true, share: 0.74, amount: Infinity } as const;
    expect(read({ about: 'requests', sites: 9, shown, other })).toBe(
      'Linked, the nine sites answer 92.6 % of requests in time, half of all within 0.12 s. As islands: 74 %.',
    );
    expect(read({ lang: 'zh', about: 'requests', sites: 9, shown, other })).toBe(
      '互联时，九个站点按时应答 92.6 % 的请求，半数请求的首字时延不超过 0.12 秒；若为孤岛：74 %。',
    );
    const moved = { known: true, share: 1, amount: 3e12 } as const;
    expect(read({ about: 'transfers', shown: moved, other: { ...moved, share: 0, amount: 0 } })).toBe(
      'Linked, the busiest link is 100 % full and 3.0 TB have been moved. As islands: 0 % and 0 B.',
    );
    expect(read({ lang: 'zh', about: 'transfers', shown: moved, other: moved })).toBe(
      '互联时，最忙的链路已用 100 % 的带宽，已传输 3.0 TB；若为孤岛：100 %，3.0 TB。',
    );
  });
  test('a number that does not exist yet is a dash', () => {
    expect(read({ shown: { known: true, share: NaN, amount: NaN } })).toContain('keep – of their chips');
  });
});
