/**
 * Transcendental functions with the same last bit everywhere (T6).
 *
 * ECMAScript leaves the precision of Math.exp and its kin to the browser. These use only
 * + - * / and sqrt, which IEEE 754 fixes, with the argument reductions and polynomial
 * coefficients of fdlibm (Sun Microsystems, 1993; see NOTICE). exponential and logarithm are
 * within 2 ulp; sine, cosine and arcSine within 1e-14 absolute for angles below 100.
 */
const LN2_HIGH = 6.9314718036912381649e-1;
const LN2_LOW = 1.90821492927058770002e-10;
const INVERSE_LN2 = 1.442695040888963387;
const HALF_PI_HIGH = 1.57079632673412561417;
const HALF_PI_LOW = 6.07710050650619224932e-11;
export const PI = 3.141592653589793;

/** 2^k, exact for -1022 <= k <= 1023. */
function powerOfTwo(k: number): number {
  let base = k < 0 ? 0.5 : 2;
  let n = k < 0 ? -k : k;
  let result = 1;
  while (n > 0) {
    if (n & 1) result *= base;
    base *= base;
    n >>= 1;
  }
  return result;
}

/** e^x. Overflows to Infinity above 709.78, flushes to 0 below -708. */
export function exponential(x: number): number {
  if (x !== x) return x;
  if (x > 709.782712893384) return Infinity;
  if (x < -708) return 0;
  const k = Math.round(x * INVERSE_LN2);
  const high = x - k * LN2_HIGH;
  const low = k * LN2_LOW;
  const r = high - low;
  const t = r * r;
  const c =
    r -
    t *
      (1.66666666666666019037e-1 +
        t *
          (-2.77777777770155933842e-3 +
            t *
              (6.61375632143793436117e-5 + t * (-1.6533902205465251539e-6 + t * 4.13813679705723846039e-8))));
  const y = 1 - (low - (r * c) / (2 - c) - high);
  // Two factors, so that neither leaves the range of normal numbers.
  const half = k >> 1;
  return y * powerOfTwo(half) * powerOfTwo(k - half);
}

/** 2^-1022 to 1. */
const NEGATIVE_POWERS = Float64Array.from({ length: 1023 }, (_, i) => powerOfTwo(i - 1022));

/** e^x of x[0..count) in place, each x <= 0: the same as `exponential`, written out so that no number is boxed. */
export function exponentials(x: Float64Array, count: number): void {
  for (let i = 0; i < count; i++) {
    if (x[i] < -708) {
      x[i] = 0;
      continue;
    }
    const k = Math.round(x[i] * INVERSE_LN2);
    const high = x[i] - k * LN2_HIGH;
    const low = k * LN2_LOW;
    const r = high - low;
    const t = r * r;
    const c =
      r -
      t *
        (1.66666666666666019037e-1 +
          t *
            (-2.77777777770155933842e-3 +
              t *
                (6.61375632143793436117e-5 +
                  t * (-1.6533902205465251539e-6 + t * 4.13813679705723846039e-8))));
    x[i] = (1 - (low - (r * c) / (2 - c) - high)) * NEGATIVE_POWERS[k + 1022];
  }
}

/** Natural logarithm; -Infinity at 0, NaN below. */
export function logarithm(x: number): number {
  if (x === 0) return -Infinity;
  if (!(x > 0) || x === Infinity) return x > 0 ? x : NaN;
  let m = x;
  let k = 0;
  // Halving and doubling are exact; steps of 2^32 keep the loops short.
  while (m >= 4294967296) {
    m /= 4294967296;
    k += 32;
  }
  while (m < 2.3283064365386963e-10) {
    m *= 4294967296;
    k -= 32;
  }
  while (m >= 1.4142135623730951) {
    m *= 0.5;
    k += 1;
  }
  while (m < 0.7071067811865476) {
    m *= 2;
    k -= 1;
  }
  const f = m - 1;
  const s = f / (2 + f);
  const z = s * s;
  const w = z * z;
  const odd = w * (3.999999999940941908e-1 + w * (2.222219843214978396e-1 + w * 1.531383769920937332e-1));
  const even =
    z *
    (6.66666666666673513e-1 +
      w * (2.857142874366239149e-1 + w * (1.818357216161805012e-1 + w * 1.479819860511658591e-1)));
  const hfsq = 0.5 * f * f;
  return k * LN2_HIGH - (hfsq - (s * (hfsq + odd + even) + k * LN2_LOW) - f);
}

/** x^y for x > 0. */
export function power(x: number, y: number): number {
  return exponential(y * logarithm(x));
}

function sineKernel(x: number): number {
  const z = x * x;
  return (
    x +
    x *
      z *
      (-1.66666666666666324348e-1 +
        z *
          (8.33333333332248946124e-3 +
            z *
              (-1.98412698298579493134e-4 +
                z *
                  (2.75573137070700676789e-6 +
                    z * (-2.50507602534068634195e-8 + z * 1.58969099521155010221e-10)))))
  );
}

function cosineKernel(x: number): number {
  const z = x * x;
  return (
    1 -
    0.5 * z +
    z *
      z *
      (4.16666666666666019037e-2 +
        z *
          (-1.38888888888741095749e-3 +
            z *
              (2.48015872894767294178e-5 +
                z *
                  (-2.75573143513906633035e-7 +
                    z * (2.0875723212981748279e-9 - z * 1.13596475577881948265e-11)))))
  );
}

/** Sine of an angle in radians; meant for |x| below 1e5. */
export function sine(x: number): number {
  const n = Math.round(x / (PI / 2));
  const r = x - n * HALF_PI_HIGH - n * HALF_PI_LOW;
  const quadrant = ((n % 4) + 4) % 4;
  if (quadrant === 0) return sineKernel(r);
  if (quadrant === 1) return cosineKernel(r);
  if (quadrant === 2) return -sineKernel(r);
  return -cosineKernel(r);
}

/** Cosine of an angle in radians; meant for |x| below 1e5. */
export function cosine(x: number): number {
  return sine(x + PI / 2);
}

/** Inverse sine for 0 <= x <= 1, by Newton steps on `sine`. */
export function arcSine(x: number): number {
  if (x >= 1) return PI / 2;
  // Near 1 the slope vanishes: fold with the half-angle identity.
  if (x > 0.7071067811865476) return PI / 2 - arcSine(Math.sqrt((1 - x) * (1 + x)));
  let y = x * (1 + (x * x) / 6);
  for (let step = 0; step < 5; step++) y -= (sine(y) - x) / cosine(y);
  return y;
}

/** Mean radius of the Earth, IUGG. */
const EARTH_RADIUS_KM = 6371.0088;

/** Great-circle distance in km between two places in degrees (haversine). */
export function greatCircleKm(latA: number, lonA: number, latB: number, lonB: number): number {
  const toRadians = PI / 180;
  const halfLat = sine(((latB - latA) * toRadians) / 2);
  const halfLon = sine(((lonB - lonA) * toRadians) / 2);
  const h = halfLat * halfLat + cosine(latA * toRadians) * cosine(latB * toRadians) * halfLon * halfLon;
  return 2 * EARTH_RADIUS_KM * arcSine(Math.sqrt(h < 1 ? h : 1));
}
