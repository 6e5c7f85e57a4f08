/** Reading a frame: columns are views on its buffer, nothing is copied. */
import {
  FRAME_MAGIC,
  FRAME_VERSION,
  HEADER,
  LINK_COLUMNS,
  METRO_COLUMNS,
  SITE_COLUMNS,
  frameLength,
  linkColumnOffset,
  metroColumnOffset,
  siteColumnOffset,
  type HeaderField,
  type LinkColumn,
  type MetroColumn,
  type SiteColumn,
} from './layout.ts';
import type { Occupancy } from './occupancy.ts';

export type FrameView = {
  values: Float64Array;
  tick: number;
  timeS: number;
  linked: boolean;
  /** The metro whose answers `askedBps` tells of, or -1. */
  askedMetro: number;
  /** 16 hex digits (T6). */
  hash: string;
  sites: Record<SiteColumn, Float64Array>;
  links: Record<LinkColumn, Float64Array>;
  metros: Record<MetroColumn, Float64Array>;
  /** Of the site looked into, if one is. */
  occupancy: Occupancy | null;
};

/** @throws RangeError when the buffer is not a frame of this version. */
export function readFrame(buffer: ArrayBuffer, occupancy: Occupancy | null = null): FrameView {
  const values = new Float64Array(buffer);
  const header = (field: HeaderField): number => values[HEADER.indexOf(field)]!;
  if (header('magic') !== FRAME_MAGIC || header('version') !== FRAME_VERSION) {
    throw new RangeError(`not a frame of version ${FRAME_VERSION}: starts with ${values[0]}, ${values[1]}`);
  }
  const nSites = header('sites');
  const nLinks = header('links');
  const nMetros = header('metros');
  if (values.length !== frameLength(nSites, nLinks, nMetros)) {
    throw new RangeError(
      `frame of ${values.length} values, expected ${frameLength(nSites, nLinks, nMetros)}`,
    );
  }
  const table = <K extends string>(names: readonly K[], count: number, offset: (column: number) => number) =>
    Object.fromEntries(
      names.map((name, column) => [name, values.subarray(offset(column), offset(column) + count)]),
    ) as Record<K, Float64Array>;
  return {
    values,
    tick: header('tick'),
    timeS: header('timeS'),
    linked: header('linked') === 1,
    askedMetro: header('askedMetro'),
    hash: hashText(header('hashHigh'), header('hashLow')),
    sites: table(SITE_COLUMNS, nSites, (column) => siteColumnOffset(column, nSites)),
    links: table(LINK_COLUMNS, nLinks, (column) => linkColumnOffset(column, nSites, nLinks)),
    metros: table(METRO_COLUMNS, nMetros, (column) => metroColumnOffset(column, nSites, nLinks, nMetros)),
    occupancy,
  };
}

/** Two 32-bit words as 16 hex digits. */
export function hashText(high: number, low: number): string {
  return (high >>> 0).toString(16).padStart(8, '0') + (low >>> 0).toString(16).padStart(8, '0');
}
