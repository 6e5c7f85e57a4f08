/** Every claim is told as it was found, and what the model shows of it can be run. */
import { readFile } from 'node:fs/promises';
import { describe, expect, it } from 'vitest';
import { readClaims, showClaim } from '../../workers/host/claims/claims.ts';

const read = (path: string) => readFile(new URL(`../../public/${path}`, import.meta.url), 'utf8');
const claims = await readClaims(read);
const modelled = claims.flatMap(({ id, model }) => (model === null ? [] : [{ id, model }]));

describe('claims', () => {
  it('have ids, words, a source and a verdict that its finding bears out', () => {
    expect(claims).toHaveLength(78);
    expect(new Set(claims.map(({ id }) => id)).size).toBe(78);
    for (const { id, en, source, verdict, finding, checked } of claims) {
      for (const words of [en, source, checked]) expect(words, id).toMatch(/\S{3}/);
      expect(en + source + checked, id).not.toMatch(/seed|corpora/i);
      expect(finding.startsWith('confirmed'), id).toBe(verdict === 'supported');
      expect(finding.startsWith('contradicted'), id).toBe(verdict === 'contradicted');
    }
  });

  it('are told in Chinese as well, all but citations', () => {
    for (const { id, en, zh, said, source, finding, model, why } of claims) {
      expect(zh.claim, id).toMatch(/[\u4e00-\u9fff]{2}/);
      for (const words of [zh.source, zh.finding, zh.shows, zh.why])
        if (words !== null) expect(words, id).toMatch(/[\u4e00-\u9fff]{2}/);
      expect([zh.said === null, zh.shows === null, zh.why === null], id).toEqual([
        said === null,
        model === null,
        why === null,
      ]);
      // The figures of a claim are in both: 2,048 chips, PUE 1.1, 2030.
      const years = (text: string) => (text.match(/\b20[0-9]{2}\b/g) ?? []).sort();
      expect(years(zh.claim), id).toEqual(years(en));
      expect(source.length * finding.length, id).toBeGreaterThan(0);
    }
    expect(new Set(claims.map(({ zh }) => zh.claim)).size).toBe(claims.length);
  });

  it('that are contradicted name a better source', () => {
    const wrong = claims.filter(({ verdict }) => verdict === 'contradicted');
    expect(wrong.length).toBeGreaterThan(5);
    for (const { id, betterSource } of wrong) expect(betterSource, id).toMatch(/\S{3}/);
  });

  it('have a model, or say why there is none', () => {
    for (const { id, model, why } of claims) {
      expect(model === null, id).toBe(why !== null);
      if (why !== null) expect(why, id).toMatch(/\S+ \S+ \S+/);
    }
    expect(modelled.length).toBeGreaterThan(20);
  });

  it.each(modelled)(
    '$id can be run, and its figures differ from what it is held against',
    async ({ model }) => {
      const { value, against } = await showClaim(model, read);
      expect(Number.isFinite(value)).toBe(true);
      expect(model.shows).toMatch(/\S+ \S+ \S+/);
      if (model.against === undefined) return;
      expect(Number.isFinite(against)).toBe(true);
      expect(value).not.toBe(against);
    },
  );

  it('cannot be run with a patch or a metric that does not exist', async () => {
    const model = { ...modelled[0]!.model, against: undefined };
    await expect(showClaim({ ...model, metric: 'fame' }, read)).rejects.toThrow('no metric "fame"');
    await expect(showClaim({ ...model, patch: { sitez: {} } }, read)).rejects.toThrow('sitez');
    await expect(showClaim({ ...model, until: '9d' }, read)).rejects.toThrow('past the end');
  });
});
