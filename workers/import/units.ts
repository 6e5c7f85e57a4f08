/** How many seconds one of a unit has. */
export const UNITS = { s: 1, ms: 1e-3, us: 1e-6, ns: 1e-9, min: 60, h: 3600 } as const;
export type Unit = keyof typeof UNITS;
