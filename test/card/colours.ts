/** How people see colours: differences in CIE L*a*b*, for whoever lacks a kind of cones as well. Colours: "#rrggbb". */

type Triple = readonly [number, number, number];
type Matrix = readonly [Triple, Triple, Triple];

/** In linear RGB: Machado, Oliveira and Fernandes 2009, severity 1, https://doi.org/10.1109/TVCG.2009.113 */
export const SEEING = {
  full: [
    [1, 0, 0],
    [0, 1, 0],
    [0, 0, 1],
  ],
  protanope: [
    [0.152286, 1.052583, -0.204868],
    [0.114503, 0.786281, 0.099216],
    [-0.003882, -0.048116, 1.051998],
  ],
  deuteranope: [
    [0.367322, 0.860646, -0.227968],
    [0.280085, 0.672501, 0.047413],
    [-0.01182, 0.04294, 0.968881],
  ],
  tritanope: [
    [1.255528, -0.076749, -0.178779],
    [-0.078411, 0.930809, 0.147602],
    [0.004733, 0.691367, 0.3039],
  ],
} as const satisfies Record<string, Matrix>;

/** sRGB to CIE XYZ, of D65's white: IEC 61966-2-1. */
const TO_XYZ: Matrix = [
  [0.4124564, 0.3575761, 0.1804375],
  [0.2126729, 0.7151522, 0.072175],
  [0.0193339, 0.119192, 0.9503041],
];
const WHITE: Triple = [0.95047, 1, 1.08883];

/** CIE76: 2 is just seen, 100 is black to white. */
export function seenDifference(one: string, other: string, sight: Matrix): number {
  const [a, b] = [one, other].map((colour) => lab(times(sight, linear(colour)))) as [Triple, Triple];
  return Math.hypot(a[0] - b[0], a[1] - b[1], a[2] - b[2]);
}

/** WCAG 2.2: 1 to 21. */
export function contrast(one: string, other: string): number {
  const [bright = 0, dark = 0] = [one, other]
    .map((colour) => times(TO_XYZ, linear(colour))[1])
    .toSorted((a, b) => b - a);
  return (bright + 0.05) / (dark + 0.05);
}

function linear(colour: string): Triple {
  const part = (at: number): number => {
    const share = Number.parseInt(colour.slice(at, at + 2), 16) / 255;
    return share <= 0.04045 ? share / 12.92 : ((share + 0.055) / 1.055) ** 2.4;
  };
  return [part(1), part(3), part(5)];
}

function lab(rgb: Triple): Triple {
  const xyz = times(TO_XYZ, rgb);
  const part = (at: 0 | 1 | 2): number => {
    const share = xyz[at] / WHITE[at];
    return share > 216 / 24389 ? Math.cbrt(share) : ((24389 / 27) * share + 16) / 116;
  };
  const [x, y, z] = [part(0), part(1), part(2)];
  return [116 * y - 16, 500 * (x - y), 200 * (y - z)];
}

/** Within what a screen can show. */
function times(matrix: Matrix, [r, g, b]: Triple): Triple {
  const row = ([x, y, z]: Triple): number => Math.min(1.1, Math.max(0, x * r + y * g + z * b));
  return [row(matrix[0]), row(matrix[1]), row(matrix[2])];
}
