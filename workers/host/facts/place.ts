/** What the raw facts lack of a place: its Chinese name and its region. */
export type Place = { zh: string; region: string };

/** Entries by id for the places of one region. */
export const place = (region: string, names: Record<string, string>): [string, Place][] =>
  Object.entries(names).map(([id, zh]) => [id, { zh, region }]);
