/**
 * Latitude and longitude (degrees) to the plane of the map (map units, x east, y north), and back.
 *
 * Two projections, chosen by how far the content reaches. A region within 75 degrees of longitude
 * gets Lambert's conformal conic between two parallels of its own (Snyder 1987, p. 104), as the
 * national atlases use: shapes stay right and north stays up. Wider content gets the Patterson
 * cylindrical (Patterson, Šavrič, Jenny 2014): upright, gentle on area, nothing sheared at the rim.
 * Both are centred on the content, cut opposite the widest empty stretch of longitude, so that
 * China and the United States are seen with the Pacific between them.
 */
const RAD = Math.PI / 180;
/** Width the content takes on the plane, map units; all sizes of symbols are relative to it. */
export const CONTENT_SPAN = 40;
/** Content narrower than this (degrees) is not blown up further. */
const LEAST_SPAN = 7;
/** A region no wider than this gets the conic. */
const CONIC_SPAN = 75;

export type GeoPoint = { lat: number; lon: number };

export type Projection = {
  kind: 'conic' | 'cylindrical';
  /** Longitude of the middle; the map is cut opposite it. */
  centralLon: number;
  /** Radians of the raw projection to map units. */
  scale: number;
  /** What of the earth is worth drawing: degrees either side of the middle, and latitudes. */
  bounds: { halfLon: number; south: number; north: number };
  /** Longitude relative to the middle, in [-180, 180). */
  relativeLon(lon: number): number;
  /** Map units from the origin within which all content lies. */
  contentRadius: number;
  /** The raw projection, and where on it the content's middle lies, for the vertex stage. */
  raw: Raw;
  origin: [number, number];
  /** [x, y] in map units; the content's middle is the origin. */
  forward(lat: number, lon: number): [number, number];
  inverse(x: number, y: number): GeoPoint;
};

/** Longitude in [-180, 180). */
export function wrapLon(lon: number): number {
  return lon - 360 * Math.floor((lon + 180) / 360);
}

/** Middle and width (degrees) of the shortest stretch of longitude that holds all `lons`. */
export function lonExtent(lons: readonly number[]): { centre: number; span: number } {
  if (lons.length === 0) return { centre: 0, span: 360 };
  const sorted = lons.map(wrapLon).sort((a, b) => a - b);
  let gap = sorted[0]! + 360 - sorted.at(-1)!;
  let from = sorted[0]!;
  for (let i = 1; i < sorted.length; i++) {
    const step = sorted[i]! - sorted[i - 1]!;
    if (step > gap) {
      gap = step;
      from = sorted[i]!;
    }
  }
  const span = 360 - gap;
  return { centre: wrapLon(from + span / 2), span };
}

type Raw = {
  /** Of a cone; null of a cylinder. */
  cone: { n: number; f: number; rho0: number } | null;
  forward(lat: number, dLon: number): [number, number];
  inverse(x: number, y: number): { lat: number; dLon: number };
};

/** Lambert conformal conic on the unit sphere; parallels in degrees, y = 0 at `midLat`. */
export function conic(south: number, north: number, midLat: number): Raw {
  const t = (lat: number): number => Math.tan(Math.PI / 4 + (lat * RAD) / 2);
  const n =
    Math.abs(north - south) < 1e-6
      ? Math.sin(south * RAD)
      : Math.log(Math.cos(south * RAD) / Math.cos(north * RAD)) / Math.log(t(north) / t(south));
  const f = (Math.cos(south * RAD) * Math.pow(t(south), n)) / n;
  const rho = (lat: number): number => f / Math.pow(t(lat), n);
  const rho0 = rho(midLat);
  return {
    cone: { n, f, rho0 },
    forward(lat, dLon) {
      const r = rho(lat);
      const theta = n * dLon * RAD;
      return [r * Math.sin(theta), rho0 - r * Math.cos(theta)];
    },
    inverse(x, y) {
      const sign = Math.sign(n);
      const r = sign * Math.hypot(x, rho0 - y);
      const theta = Math.atan2(sign * x, sign * (rho0 - y));
      return { lat: (2 * Math.atan(Math.pow(f / r, 1 / n)) - Math.PI / 2) / RAD, dLon: theta / n / RAD };
    },
  };
}

/** Patterson cylindrical on the unit sphere. */
export function patterson(): Raw {
  const y = (p: number): number => {
    const q = p * p;
    return p * (1.0148 + q * q * (0.23185 + q * (-0.14499 + q * 0.02406)));
  };
  const slope = (p: number): number => {
    const q = p * p;
    return 1.0148 + q * q * (5 * 0.23185 + q * (7 * -0.14499 + q * 9 * 0.02406));
  };
  return {
    cone: null,
    forward: (lat, dLon) => [dLon * RAD, y(lat * RAD)],
    inverse(x, target) {
      let p = target;
      for (let i = 0; i < 12; i++) p -= (y(p) - target) / slope(p);
      return { lat: p / RAD, dLon: x / RAD };
    },
  };
}

/** The projection for a world whose things stand at `points`. */
export function createProjection(points: readonly GeoPoint[]): Projection {
  const { centre, span } = lonExtent(points.map((point) => point.lon));
  let south = 90;
  let north = -90;
  for (const point of points) {
    south = Math.min(south, point.lat);
    north = Math.max(north, point.lat);
  }
  if (points.length === 0) [south, north] = [-60, 75];
  const middle = (south + north) / 2;
  const isConic = span <= CONIC_SPAN && Math.abs(middle) > 12 && north - south < 60;
  const sixth = Math.max(north - south, LEAST_SPAN) / 6;
  const raw = isConic ? conic(middle - 2 * sixth, middle + 2 * sixth, middle) : patterson();
  const relativeLon = (lon: number): number => wrapLon(lon - centre);

  let [left, right, bottom, top] = [Infinity, -Infinity, Infinity, -Infinity];
  for (const point of points) {
    const [x, y] = raw.forward(point.lat, relativeLon(point.lon));
    left = Math.min(left, x);
    right = Math.max(right, x);
    bottom = Math.min(bottom, y);
    top = Math.max(top, y);
  }
  if (points.length === 0) [left, right, bottom, top] = [-Math.PI, Math.PI, -1, 1.4];
  const extent = Math.max(right - left, 1.3 * (top - bottom), LEAST_SPAN * RAD);
  const scale = CONTENT_SPAN / extent;
  const x0 = (left + right) / 2;
  const y0 = (bottom + top) / 2;
  const forward = (lat: number, lon: number): [number, number] => {
    const [x, y] = raw.forward(lat, relativeLon(lon));
    return [(x - x0) * scale, (y - y0) * scale];
  };
  const contentRadius = points.reduce(
    (most, { lat, lon }) => Math.max(most, Math.hypot(...forward(lat, lon))),
    1,
  );
  return {
    kind: isConic ? 'conic' : 'cylindrical',
    centralLon: centre,
    scale,
    bounds: isConic
      ? { halfLon: 100, south: Math.max(-35, middle - 60), north: 84 }
      : { halfLon: 180, south: -58, north: 83.6 },
    contentRadius,
    raw,
    origin: [x0, y0],
    relativeLon,
    forward,
    inverse(x, y) {
      const at = raw.inverse(x / scale + x0, y / scale + y0);
      return { lat: at.lat, lon: wrapLon(at.dLon + centre) };
    },
  };
}
