/**
 * JSON Merge Patch, RFC 7396: a what-if, a sweep axis and a story step are such patches.
 *
 * In a patch an object is merged key by key, null takes a key away, and anything else
 * (lists included) replaces what was there.
 */

export type JsonObject = { [key: string]: unknown };

/** Whether a JSON value is an object: neither null nor a list. */
export function isObject(value: unknown): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/**
 * @param target any JSON value; never changed, though the result shares its untouched parts
 * @param patch any JSON value nested no deeper than the call stack (readJson limits depth)
 * @returns the patched value
 */
export function mergePatch(target: unknown, patch: unknown): unknown {
  if (!isObject(patch)) return patch;
  const result: JsonObject = {};
  if (isObject(target)) for (const key of Object.keys(target)) setOwn(result, key, target[key]);
  for (const key of Object.keys(patch)) {
    if (patch[key] === null) delete result[key];
    else setOwn(result, key, mergePatch(Object.hasOwn(result, key) ? result[key] : undefined, patch[key]));
  }
  return result;
}

/** Applies patches in order. */
export function mergePatches(target: unknown, patches: readonly unknown[]): unknown {
  return patches.reduce((value, patch) => mergePatch(value, patch), target);
}

/** Sets an own property even for "__proto__", where assignment would change the prototype. */
function setOwn(object: JsonObject, key: string, value: unknown): void {
  if (key !== '__proto__') object[key] = value;
  else Object.defineProperty(object, key, { value, enumerable: true, configurable: true, writable: true });
}
