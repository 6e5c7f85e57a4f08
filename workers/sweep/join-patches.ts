/** Merge patches one after the other as a single one. */
import { isObject, type JsonObject } from '../scenario/patch.ts';

/**
 * One patch that does to `base` what two do one after the other. Unlike in a patched file a null stays; and where the
 * first takes away what the second builds anew, what lay there is taken away key by key (RFC 7396 has no other way).
 */
export function joinPatches(base: unknown, first: JsonObject, second: JsonObject): JsonObject {
  const joined: JsonObject = { ...first };
  for (const key of Object.keys(second)) {
    const under = isObject(base) && Object.hasOwn(base, key) ? base[key] : undefined;
    const [a, b] = [first[key], second[key]];
    let value = b;
    if (isObject(b) && Object.hasOwn(first, key))
      value = isObject(a) ? joinPatches(under, a, b) : inPlaceOf(under, b);
    Object.defineProperty(joined, key, { value, enumerable: true, configurable: true, writable: true });
  }
  return joined;
}

/** The patch that leaves of `base` what a patch of nothing would make. */
function inPlaceOf(base: unknown, patch: JsonObject): JsonObject {
  if (!isObject(base)) return patch;
  const gone = Object.keys(base).filter((key) => !Object.hasOwn(patch, key));
  return {
    ...Object.fromEntries(gone.map((key) => [key, null])),
    ...Object.fromEntries(
      Object.entries(patch).map(([key, value]) => [
        key,
        isObject(value) ? inPlaceOf(base[key], value) : value,
      ]),
    ),
  };
}
