/** A share of a ramp -> its colour, and the ink that reads on it. */

type Channels = [number, number, number];

/** @param ramp #rrggbb at equal steps @param share 0 to 1 */
export function rampColour(ramp: readonly string[], share: number): { fill: string; text: string } {
  const at = Math.min(1, Math.max(0, share)) * (ramp.length - 1);
  const first = Math.min(ramp.length - 2, Math.floor(at));
  const [a, b] = [channels(ramp[first]!), channels(ramp[first + 1]!)];
  const mixed = a.map((value, i) => Math.round(value + (b[i]! - value) * (at - first))) as Channels;
  return { fill: `rgb(${mixed.join(' ')})`, text: isLight(mixed) ? '#000' : '#fff' };
}

function channels(hex: string): Channels {
  return [1, 3, 5].map((from) => Number.parseInt(hex.slice(from, from + 2), 16)) as Channels;
}

/** Where black has the greater contrast (WCAG 2.2, relative luminance). */
function isLight(colour: Channels): boolean {
  const [r, g, b] = colour.map((value) => {
    const part = value / 255;
    return part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4;
  }) as Channels;
  return 0.2126 * r + 0.7152 * g + 0.0722 * b > 0.179;
}
