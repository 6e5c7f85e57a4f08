/**
 * The leaves of the scenario schema. Each carries as its error the hint that is shown when
 * it fails (what would be right); parse.ts adds what was found there.
 */
import { z } from 'zod';
import { DATE_PATTERN, DURATION_PATTERN, dateMs, durationS } from './units.ts';

type Range = { min?: number; above?: number; max?: number };

function ranged(schema: z.ZodNumber, error: string, { min, above, max }: Range): z.ZodNumber {
  let result = schema;
  if (min !== undefined) result = result.min(min, { error });
  if (above !== undefined) result = result.gt(above, { error });
  if (max !== undefined) result = result.max(max, { error });
  return result.describe(error);
}

export function number(hint: string, range: Range = {}): z.ZodNumber {
  return ranged(z.number({ error: hint }), hint, range);
}

export function whole(hint: string, range: Range = { min: 0 }): z.ZodNumber {
  return ranged(z.int({ error: hint }), hint, { max: Number.MAX_SAFE_INTEGER, ...range });
}

/** A rate that neither vanishes nor overflows on its way to bit/s: 1e-`digits` to 1e`digits`. */
export function capacity(hint: string, digits: number): z.ZodNumber {
  return number(`${hint}, 1e-${digits} to 1e${digits}`, {
    min: Number(`1e-${digits}`),
    max: Number(`1e${digits}`),
  });
}

export function share(hint: string): z.ZodNumber {
  return number(`${hint}, 0 to 1`, { min: 0, max: 1 });
}

export function text(hint: string): z.ZodString {
  return z.string({ error: hint }).max(10000, { error: `${hint} of at most 10,000 characters` });
}

export function truth(hint: string) {
  return z.boolean({ error: hint }).describe(hint);
}

export function oneOf<const T extends readonly [string, ...string[]]>(values: T) {
  return z.enum(values, { error: `one of ${values.join(', ')}` });
}

export function list<T extends z.ZodType>(item: T, hint: string) {
  return z.array(item, { error: hint });
}

export function byId<T extends z.ZodType>(value: T, hint: string) {
  return z.record(z.string(), value, { error: hint });
}

/** An object without other keys. Its error names the keys it knows, for suggestions. */
export function strict<T extends z.ZodRawShape>(shape: T, hint: string) {
  return z.strictObject(shape, {
    error: (issue) => (issue.code === 'unrecognized_keys' ? Object.keys(shape).join(' ') : hint),
  });
}

/** A duration, as seconds. */
export function duration(hint: string) {
  const error = `${hint}: seconds, or a text such as "90s", "5m", "2h", "7d"`;
  return z
    .union(
      [z.number().min(0, { error }), z.string().max(100, { error }).regex(DURATION_PATTERN, { error })],
      { error },
    )
    .describe(error)
    .transform((value) => durationS(value)!);
}

/** A time of the run: a duration since its start, or an ISO date (kept as {ms}, for fill.ts to count from the start). */
export function moment(hint: string) {
  return z.union([duration(hint), date(hint).transform((ms) => ({ ms }))], {
    error: `${hint}: seconds, a text such as "36h", or a date such as "2027-06-01"`,
  });
}

/** An ISO date, as milliseconds since 1970. */
export function date(hint: string) {
  return z
    .string({ error: hint })
    .regex(DATE_PATTERN, { error: hint })
    .describe(hint)
    .refine((value) => dateMs(value) !== null, { error: hint })
    .transform((value) => dateMs(value)!);
}

const WORDS = 'a text, or {"en": "...", "zh": "..."}';
const phrase = text(WORDS);
export const words = z
  .union([phrase, strict({ en: phrase, zh: phrase.optional() }, WORDS)], { error: WORDS })
  .transform((value) => (typeof value === 'string' ? { en: value } : value));

/** 24 factors by local hour. */
export const hours = z
  .array(number('a factor, 0 or more', { min: 0 }), { error: '24 factors, one an hour' })
  .length(24, { error: '24 factors, one an hour' });

const COUNTRY = 'a country or region code without spaces, such as "CN"';
export const country = z
  .string({ error: COUNTRY })
  .regex(/^\S{0,100}$/, { error: COUNTRY })
  .describe(COUNTRY);

/** A distribution by its quantiles: pairs [share, value] ascending in both. */
export function quantiles(hint: string, min: number) {
  const error = `[[share, ${hint}], ...] with at least one pair, shares from 0 to 1 ascending, values not descending and ${min} or more`;
  return z
    .array(z.tuple([z.number(), z.number()]), { error })
    .min(1, { error })
    .superRefine((pairs, context) => {
      for (const [i, [part, value]] of pairs.entries()) {
        const [before, least] = i > 0 ? pairs[i - 1] : [-1, min];
        if (part <= before || part < 0 || part > 1 || value < least) {
          context.addIssue({ code: 'custom', path: [i], message: error });
        }
      }
    })
    .describe(error);
}

const BAND = '[low, best, high]';
export const provenance = strict(
  {
    source: text('where the figure comes from'),
    confidence: oneOf(['reported', 'derived', 'estimate', 'given']).default('given'),
    bands: byId(
      z.tuple([number(BAND), number(BAND), number(BAND)], { error: BAND }),
      'bands by key, each [low, best, high]',
    ).optional(),
    note: text('a text').optional(),
  },
  '{"source": "...", "confidence": "reported"}',
).optional();

export const latitude = number('a latitude, -90 to 90', { min: -90, max: 90 });
export const longitude = number('a longitude, -180 to 180', { min: -180, max: 180 });
export const utcOffset = number('hours ahead of UTC, -12 to 14', { min: -12, max: 14 });

/** 24 factors that change nothing. */
export const ONES = Array.from({ length: 24 }, () => 1);

export const id = (what: string) => text(`the id of ${what}`);
export const ids = (what: string) => list(id(what), `a list of ids of ${what}s`).default([]);
