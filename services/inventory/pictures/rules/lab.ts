/** Colors as the eye tells them apart: CIELAB (D65) and the color difference CIEDE2000. */

/** Lightness 0…100, then green to red and blue to yellow. */
export type Lab = readonly [l: number, a: number, b: number];

const linear = (channel: number): number => {
  const c = channel / 255;
  return c <= 0.04045 ? c / 12.92 : ((c + 0.055) / 1.055) ** 2.4;
};
const LINEAR = Float64Array.from({ length: 256 }, (_, channel) => linear(channel));

const f = (t: number): number => (t > 216 / 24_389 ? Math.cbrt(t) : ((24_389 / 27) * t + 16) / 116);

/** sRGB, each channel 0…255. */
export function labOf(red: number, green: number, blue: number): Lab {
  const [r, g, b] = [LINEAR[red]!, LINEAR[green]!, LINEAR[blue]!];
  const x = f((0.4124564 * r + 0.3575761 * g + 0.1804375 * b) / 0.95047);
  const y = f(0.2126729 * r + 0.7151522 * g + 0.072175 * b);
  const z = f((0.0193339 * r + 0.119192 * g + 0.9503041 * b) / 1.08883);
  return [116 * y - 16, 500 * (x - y), 200 * (y - z)];
}

/** RRGGBB. */
export function labOfHex(hex: string): Lab {
  const rgb = Number.parseInt(hex, 16);
  return labOf((rgb >> 16) & 255, (rgb >> 8) & 255, rgb & 255);
}

/** The plain distance, squared: enough to say which of several is nearer. */
export const distance2 = (one: Lab, other: Lab): number =>
  (one[0] - other[0]) ** 2 + (one[1] - other[1]) ** 2 + (one[2] - other[2]) ** 2;

const radians = (degrees: number) => (degrees * Math.PI) / 180;
const cosine = (degrees: number) => Math.cos(radians(degrees));

function hue(a: number, b: number): number {
  if (a === 0 && b === 0) return 0;
  const degrees = (Math.atan2(b, a) * 180) / Math.PI;
  return degrees < 0 ? degrees + 360 : degrees;
}

/** Difference and mean of two hues, the short way round. */
function hues(h1: number, h2: number, gray: boolean): { difference: number; mean: number } {
  if (gray) return { difference: 0, mean: h1 + h2 };
  const [apart, sum] = [h2 - h1, h1 + h2];
  if (Math.abs(apart) <= 180) return { difference: apart, mean: sum / 2 };
  return {
    difference: apart > 0 ? apart - 360 : apart + 360,
    mean: sum < 360 ? (sum + 360) / 2 : (sum - 360) / 2,
  };
}

const seventh = (c: number) => Math.sqrt(c ** 7 / (c ** 7 + 25 ** 7));

/** ΔE2000 (Sharma, Wu, Dalal 2005): about 1 is just noticeable, 50 is another color altogether. */
export function deltaE2000([l1, a1, b1]: Lab, [l2, a2, b2]: Lab): number {
  const g = 1 + 0.5 * (1 - seventh((Math.hypot(a1, b1) + Math.hypot(a2, b2)) / 2));
  const [c1, c2] = [Math.hypot(g * a1, b1), Math.hypot(g * a2, b2)];
  const { difference, mean } = hues(hue(g * a1, b1), hue(g * a2, b2), c1 * c2 === 0);
  const [l, c] = [(l1 + l2) / 2, (c1 + c2) / 2];
  const t =
    1 -
    0.17 * cosine(mean - 30) +
    0.24 * cosine(2 * mean) +
    0.32 * cosine(3 * mean + 6) -
    0.2 * cosine(4 * mean - 63);
  const turn = 30 * Math.exp(-(((mean - 275) / 25) ** 2));
  const rotation = -2 * seventh(c) * Math.sin(radians(2 * turn));
  const dl = (l2 - l1) / (1 + (0.015 * (l - 50) ** 2) / Math.sqrt(20 + (l - 50) ** 2));
  const dc = (c2 - c1) / (1 + 0.045 * c);
  const dh = (2 * Math.sqrt(c1 * c2) * Math.sin(radians(difference / 2))) / (1 + 0.015 * c * t);
  return Math.sqrt(dl ** 2 + dc ** 2 + dh ** 2 + rotation * dc * dh);
}
