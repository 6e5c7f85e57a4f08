/**
 * A policy's script -> the same script shut in: without what its host has to offer, without clock and without
 * chance, as on the command line. It keeps mistakes apart; what keeps enemies apart is the sandbox around it.
 *
 * No line is added above the script, so that a line in an error's stack is the line that was typed.
 */

/** What the script goes by in stacks. */
export const POLICY_FILE = 'policy.ts';
/** Where a compiled policy leaves its exports. */
export const EXPORTS = 'policyExports';
/** Where `PRELUDE` leaves what the script is given. */
const GIVEN = 'policyGiven';

/** Script that defines `refuse(what)`: a function in the place of what would make two equal runs differ. */
export const REFUSE = [
  'const no = " has no place in a policy: equal runs must stay equal";',
  'const refuse = (what) => function () { throw new Error(what + no); };',
].join('\n');

/** To be run before an enclosed script. */
export const PRELUDE = [
  `var ${GIVEN} = (() => {`,
  REFUSE,
  'const plain = Object.create(null, Object.getOwnPropertyDescriptors(Math));',
  'Object.defineProperty(plain, "random", { value: refuse("Math.random") });',
  'return {',
  '  require(name) { throw new Error("imports nothing: " + name + " is not there"); },',
  '  Math: plain,',
  '  Date: Object.assign(refuse("Date"), { now: refuse("Date.now") }),',
  '};',
  '})();',
].join('\n');

/** What ECMAScript itself brings, and no host. */
const LANGUAGE = new Set(
  (
    'AggregateError Array ArrayBuffer Atomics BigInt BigInt64Array BigUint64Array Boolean DataView Error EvalError ' +
    'FinalizationRegistry Float16Array Float32Array Float64Array Function Infinity Int16Array Int32Array Int8Array ' +
    'Intl Iterator JSON Map NaN Number Object Promise Proxy RangeError ReferenceError Reflect RegExp Set ' +
    'SharedArrayBuffer String Symbol SyntaxError TypeError URIError Uint16Array Uint32Array Uint8Array ' +
    'Uint8ClampedArray WeakMap WeakRef WeakSet decodeURI decodeURIComponent encodeURI encodeURIComponent escape eval ' +
    'isFinite isNaN parseFloat parseInt undefined unescape'
  ).split(' '),
);

/**
 * @param script CommonJS, without types
 * @param globals names of all that the host has
 */
export function enclose(script: string, globals: readonly string[]): string {
  const host = globals.filter((name) => !LANGUAGE.has(name) && /^[A-Za-z_$][\w$]*$/.test(name));
  const names = [...new Set(['exports', 'require', 'Math', 'Date', GIVEN, EXPORTS, ...host])];
  return [
    `var ${EXPORTS} = {}; (function (${names.join(', ')}) { "use strict"; ${script}`,
    `})(${EXPORTS}, ${GIVEN}.require, ${GIVEN}.Math, ${GIVEN}.Date);`,
    `//# sourceURL=${POLICY_FILE}`,
  ].join('\n');
}

/** Line of the policy that an error came from; null where its stack does not say. */
export function lineOf(error: unknown): number | null {
  const stack = (error as { stack?: unknown } | null)?.stack;
  const found = typeof stack === 'string' ? /\bpolicy\.ts:(\d+)/.exec(stack) : null;
  return found === null ? null : Number(found[1]);
}
