/** Colors as `#rrggbb`; mixed in OKLab, where the way between two colors stays clean (https://bottosson.github.io/posts/oklab/). */
export type Hex = string;

interface Lch {
  /** 0 to 1. */
  lightness: number;
  /** About 0 to 0.32. */
  chroma: number;
  /** Degrees, 0 to 360. */
  hue: number;
}

type Triple = [number, number, number];

/** `amount` 0 gives `from`, 1 gives `to`. */
export function mix(from: Hex, to: Hex, amount: number): Hex {
  const [a, b] = [toLab(from), toLab(to)];
  return fromLab(a.map((part, index) => part + ((b[index] ?? 0) - part) * amount) as Triple);
}

export function lighten(color: Hex, amount: number): Hex {
  return mix(color, '#ffffff', amount);
}

export function darken(color: Hex, amount: number): Hex {
  return mix(color, '#0b0f24', amount);
}

/** A color by OKLCH, see {@link Lch}; any hue is taken. */
export function lch(lightness: number, chroma: number, hue: number): Hex {
  const angle = (hue * Math.PI) / 180;
  return fromLab([lightness, chroma * Math.cos(angle), chroma * Math.sin(angle)]);
}

/** OKLCH of a color. */
export function describeColor(color: Hex): Lch {
  const [lightness, a, b] = toLab(color);
  return { lightness, chroma: Math.hypot(a, b), hue: positive((Math.atan2(b, a) * 180) / Math.PI) };
}

/** The nearest hue that is pleasant as a ground: mustard and olive are left out. */
export function pleasantHue(hueDegrees: number): number {
  const hue = positive(hueDegrees);
  if (hue <= 72 || hue >= 150) return hue;
  return hue < 105 ? 62 : 156;
}

function positive(degrees: number): number {
  return ((degrees % 360) + 360) % 360;
}

/** Moves a color to the hue of `target`. Neutral ones take on color only when `neutralsToo`; near black stays. */
export function towards(color: Hex, target: Hex, neutralsToo: boolean): Hex {
  const from = describeColor(color);
  const to = describeColor(target);
  const isNeutral = from.chroma < 0.05;
  if (from.lightness < 0.3 || (!neutralsToo && (isNeutral || from.lightness > 0.9))) return color;
  if (to.chroma < 0.04) return lch(from.lightness * 0.45 + to.lightness * 0.55, to.chroma, to.hue);
  const chroma = Math.min(0.24, Math.max(from.chroma, to.chroma * 0.85));
  return lch(from.lightness * 0.6 + to.lightness * 0.4, Math.max(isNeutral ? to.chroma * 0.6 : 0, chroma), to.hue);
}

function toLab(color: Hex): Triple {
  const value = parseHex(color);
  const r = toLinear((value >> 16) & 255);
  const g = toLinear((value >> 8) & 255);
  const b = toLinear(value & 255);
  const l = Math.cbrt(0.4122214708 * r + 0.5363325363 * g + 0.0514459929 * b);
  const m = Math.cbrt(0.2119034982 * r + 0.6806995451 * g + 0.1073969566 * b);
  const s = Math.cbrt(0.0883024619 * r + 0.2817188376 * g + 0.6299787005 * b);
  return [
    0.2104542553 * l + 0.793617785 * m - 0.0040720468 * s,
    1.9779984951 * l - 2.428592205 * m + 0.4505937099 * s,
    0.0259040371 * l + 0.7827717662 * m - 0.808675766 * s,
  ];
}

function fromLab([lightness, a, b]: Triple): Hex {
  const l = (lightness + 0.3963377774 * a + 0.2158037573 * b) ** 3;
  const m = (lightness - 0.1055613458 * a - 0.0638541728 * b) ** 3;
  const s = (lightness - 0.0894841775 * a - 1.291485548 * b) ** 3;
  const channels = [
    4.0767416621 * l - 3.3077115913 * m + 0.2309699292 * s,
    -1.2684380046 * l + 2.6097574011 * m - 0.3413193965 * s,
    -0.0041960863 * l - 0.7034186147 * m + 1.707614701 * s,
  ];
  return `#${channels.map((channel) => toByte(channel).toString(16).padStart(2, '0')).join('')}`;
}

function parseHex(color: Hex): number {
  const digits = color.slice(1);
  const six = digits.length === 3 ? [...digits].map((digit) => digit + digit).join('') : digits;
  return Number.parseInt(six, 16) || 0;
}

function toLinear(byte: number): number {
  const value = byte / 255;
  return value <= 0.04045 ? value / 12.92 : ((value + 0.055) / 1.055) ** 2.4;
}

function toByte(linear: number): number {
  const value = linear <= 0.0031308 ? 12.92 * linear : 1.055 * Math.max(0, linear) ** (1 / 2.4) - 0.055;
  return Math.round(Math.min(1, Math.max(0, value)) * 255);
}
