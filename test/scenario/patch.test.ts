/** RFC 7396: the examples of its appendix A, and the laws a chain of what-ifs relies on. */
import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { mergePatch, mergePatches } from '../../workers/scenario/patch.ts';

const APPENDIX_A: [original: string, patch: string, result: string][] = [
  ['{"a":"b"}', '{"a":"c"}', '{"a":"c"}'],
  ['{"a":"b"}', '{"b":"c"}', '{"a":"b","b":"c"}'],
  ['{"a":"b"}', '{"a":null}', '{}'],
  ['{"a":"b","b":"c"}', '{"a":null}', '{"b":"c"}'],
  ['{"a":["b"]}', '{"a":"c"}', '{"a":"c"}'],
  ['{"a":"c"}', '{"a":["b"]}', '{"a":["b"]}'],
  ['{"a":{"b":"c"}}', '{"a":{"b":"d","c":null}}', '{"a":{"b":"d"}}'],
  ['{"a":[{"b":"c"}]}', '{"a":[1]}', '{"a":[1]}'],
  ['["a","b"]', '["c","d"]', '["c","d"]'],
  ['{"a":"b"}', '["c"]', '["c"]'],
  ['{"a":"foo"}', 'null', 'null'],
  ['{"a":"foo"}', '"bar"', '"bar"'],
  ['{"e":null}', '{"a":1}', '{"e":null,"a":1}'],
  ['[1,2]', '{"a":"b","c":null}', '{"a":"b"}'],
  ['{}', '{"a":{"bb":{"ccc":null}}}', '{"a":{"bb":{}}}'],
];

test.each(APPENDIX_A)('RFC 7396 appendix A: %s patched with %s is %s', (original, patch, result) => {
  expect(JSON.stringify(mergePatch(JSON.parse(original), JSON.parse(patch)))).toBe(result);
});

/** JSON with few keys, so that patches meet what they patch; "__proto__" among them. */
const json = fc.letrec((tie) => ({
  value: fc.oneof(
    { maxDepth: 4 },
    fc.constantFrom(null, true, 1, 'x'),
    fc.array(tie('value'), { maxLength: 3 }),
    fc
      .array(fc.tuple(fc.constantFrom('a', 'b', 'c', '__proto__'), tie('value')), { maxLength: 4 })
      .map((pairs) => JSON.parse(`{${pairs.map(([k, v]) => `"${k}":${JSON.stringify(v)}`).join(',')}}`)),
  ),
})).value;

test('a patch changes neither the target nor itself', () => {
  fc.assert(
    fc.property(json, json, (target, patch) => {
      const before = [JSON.stringify(target), JSON.stringify(patch)];
      mergePatch(target, patch);
      expect([JSON.stringify(target), JSON.stringify(patch)]).toEqual(before);
    }),
  );
});

test('a patch applied twice is a patch applied once', () => {
  fc.assert(
    fc.property(json, json, (target, patch) => {
      const once = mergePatch(target, patch);
      expect(JSON.stringify(mergePatch(once, patch))).toBe(JSON.stringify(once));
    }),
  );
});

test('patches apply in order, and none changes nothing', () => {
  fc.assert(
    fc.property(json, json, json, (target, first, second) => {
      const chained = mergePatches(target, [first, second]);
      expect(JSON.stringify(chained)).toBe(JSON.stringify(mergePatch(mergePatch(target, first), second)));
      expect(mergePatches(target, [])).toBe(target);
    }),
  );
});

test('what a patch sets is there afterwards, and what it does not name stays', () => {
  const target = { links: { l1: { gbps: 1 }, l2: { gbps: 2 } }, linked: true };
  expect(mergePatch(target, { links: { l1: null, l2: { gbps: 5 } } })).toEqual({
    links: { l2: { gbps: 5 } },
    linked: true,
  });
});

test('"__proto__" is a key like any other', () => {
  const patched = mergePatch({}, JSON.parse('{"__proto__": {"polluted": 1}}'));
  expect(Object.hasOwn(patched as object, '__proto__')).toBe(true);
  expect(({} as Record<string, unknown>).polluted).toBeUndefined();
});
