import { darken, describeColor, lch, lighten, mix, type Hex } from './color';
import type { ColorName, Location, Mood, Time, Weather } from '../reading/meanings';
import type { Random } from './random';

type Sky = [zenith: Hex, middle: Hex, horizon: Hex];

/** The colors that an image is painted with. */
export interface Palette {
  sky: Sky;
  /** Sun or moon. */
  light: Hex;
  /** What far things fade to. */
  haze: Hex;
  /** Light that lies over everything, and how much of it. */
  tint: Hex;
  tintAmount: number;
  ground: Hex;
  water: Hex;
  rock: Hex;
  leaf: Hex;
  /** The color that the prompt asks for, or one that suits. */
  accent: Hex;
  /** Of compositions that have a frame. */
  paper: Hex;
}

// prettier-ignore
export const namedColors: Record<ColorName, Hex> = {
  red: '#e5383b', orange: '#f77f2a', yellow: '#f9c22e', green: '#3fa34d', teal: '#1aa6a6', blue: '#2f7de1',
  purple: '#7b4fd6', pink: '#f26ca7', brown: '#8a5a3b', black: '#23252f', white: '#f7f7f4', gray: '#8f96a3',
};

/** Skies to choose from, each from the zenith to the horizon. */
const skies: Record<Time | 'space' | 'underwater', string> = {
  day: '#3f9fdc #8fd0ee #e4f5f3, #55b5cf #b3e3dc #fdf3d7, #5a8fe0 #a9c9f5 #f4ead9',
  dawn: '#5876b8 #c79ac6 #ffd9b8, #7aa6d8 #f3b9c4 #ffe8cb, #3f5d9a #9c86c4 #ffc3a3',
  sunset: '#3a2f78 #c14f86 #ffb066, #5b3c86 #ee6a6c #ffd08a, #27457d #d9738a #ffc47a',
  night: '#0b1236 #20306a #4a5f9e, #0a1a33 #174a66 #3d8088, #150f38 #3a2a72 #7a559c',
  space: '#070a24 #1b1650 #4a2a78, #050b1f #0f2a52 #1f5f86, #0c0620 #3a1250 #8a2c6a',
  underwater: '#5fd0dc #1f8fc0 #0b3f7d, #7fe0d0 #2aa0a8 #0d4f74',
};
// prettier-ignore
const grounds: Record<Location, string> = {
  meadow: '#6fbf5e #8ccb5a #57ad6b', garden: '#6cc06a #7fca5d', field: '#e0b64a #a9c95a',
  mountains: '#5fa36a #6d9f6f #4f9a78', lake: '#4f9464 #5a8f58 #43866b', river: '#6cb564 #5aa873',
  sea: '#e9d3a0 #e4c690', beach: '#f3dca6 #efd199', underwater: '#d9c48c #b9b78a', forest: '#4f8f4f #3f8258',
  city: '#5d6880 #6b6f86', desert: '#e9b063 #df9a5a #eebf7c', space: '#6d6790 #8a6f86',
  sky: '#ffffff #f6f9ff', room: '#c58e5f #b98258',
};
const lights: Record<Time, Hex> = { day: '#fff3c4', dawn: '#ffe2b0', sunset: '#ffdf8e', night: '#fdf4d0' };
// prettier-ignore
const tints: Record<Time, [Hex, number]> = {
  day: ['#ffffff', 0], dawn: ['#e79aa8', 0.2], sunset: ['#b8456a', 0.26], night: ['#101a4a', 0.58],
};

export interface PaletteRequest {
  location: Location;
  time: Time;
  weather: Weather;
  mood: Mood | undefined;
  /** Colors for the whole scene, from words that no subject took. */
  sceneColors: readonly ColorName[];
  /** The first color word of all. */
  color: ColorName | undefined;
}

export function choosePalette(request: PaletteRequest, random: Random): Palette {
  const { location, time, weather } = request;
  const hue = random.between(0, 360);
  const accent = request.color ? namedColors[request.color] : lch(0.68, 0.16, hue);
  const [tint, tintAmount] = tints[time];
  const pick = (list: string, separator = ' '): string => random.pick(list.split(separator) as [string, ...string[]]);
  const pickSky = (name: keyof typeof skies): Sky => pick(skies[name], ', ').split(' ') as Sky;
  const palette: Palette = {
    sky: pickSky(time),
    light: lights[time],
    haze: '#ffffff',
    tint,
    tintAmount,
    ground: pick(grounds[location]),
    water: pick('#3c8fc4 #2f9bb5 #4a86c9'),
    rock: pick('#7d86a8 #8c7f9e #6f8aa0'),
    leaf: pick('#3f8f58 #4f9a4a #2f8068'),
    accent,
    paper: lch(0.95, 0.025, describeColor(accent).hue),
  };
  applyWeather(palette, weather, time);
  if (location === 'space' || location === 'underwater') palette.sky = pickSky(location);
  if (location === 'desert' && time === 'day') palette.sky = ['#5fb4d6', '#bfe0d8', '#fbe7c0'];
  applySceneColors(palette, request.sceneColors);
  applyMood(palette, request.mood);
  palette.haze = mix(palette.sky[2], palette.sky[1], 0.35);
  return palette;
}

function mapSky({ sky: [zenith, middle, horizon] }: Palette, change: (color: Hex) => Hex): Sky {
  return [change(zenith), change(middle), change(horizon)];
}

/** For each weather that dims the sky: the color of the veil over it, and how much of it. */
// prettier-ignore
const veils: Partial<Record<Weather, [Hex, number]>> = {
  snow: ['#dbe8f6', 0.36], rain: ['#8699ab', 0.55], storm: ['#3b4560', 0.7],
  fog: ['#dfe4e8', 0.6], blossom: ['#fbe3ee', 0.25],
};

function applyWeather(palette: Palette, weather: Weather, time: Time): void {
  const [veil, amount] = weather === 'snow' && time === 'night' ? (['#2c3f78', 0.25] as const) : (veils[weather] ?? []);
  if (veil) palette.sky = mapSky(palette, (color) => mix(color, veil, amount ?? 0));
  if (weather === 'snow') {
    palette.ground = '#eef5fc';
    palette.rock = mix(palette.rock, '#9fb4d2', 0.4);
    palette.leaf = mix(palette.leaf, '#3f6f80', 0.45);
    // Snow keeps its white even in colored light.
    palette.tintAmount *= 0.55;
  }
  if (weather === 'rain') palette.ground = mix(palette.ground, '#5d7480', 0.3);
  if (weather === 'storm') palette.ground = mix(palette.ground, '#3f5060', 0.45);
  if (weather === 'autumn') palette.ground = mix(palette.ground, '#c98a3a', 0.55);
  if (weather === 'autumn') palette.leaf = '#dd7a2f';
  if (weather === 'blossom') palette.leaf = '#f4a3c0';
}

/** A color word that belongs to no subject colors sky, water and land, as far as they stay what they are. */
function applySceneColors(palette: Palette, names: readonly ColorName[]): void {
  const [first, second = first] = names;
  if (!first || !second) return;
  const main = namedColors[first];
  const other = namedColors[second];
  palette.sky = [
    mix(palette.sky[0], darken(main, 0.15), 0.62),
    mix(palette.sky[1], mix(main, other, 0.5), 0.55),
    mix(palette.sky[2], lighten(other, 0.55), 0.6),
  ];
  palette.light = mix(palette.light, lighten(other, 0.5), 0.5);
  palette.water = mix(palette.water, main, 0.45);
  palette.rock = mix(palette.rock, main, 0.5);
  if (palette.tintAmount < 0.2) Object.assign(palette, { tint: main, tintAmount: 0.2 });
}

function applyMood(palette: Palette, mood: Mood | undefined): void {
  const all = (change: (color: Hex) => Hex): void => {
    palette.sky = mapSky(palette, change);
    for (const part of ['ground', 'water', 'rock', 'leaf'] as const) palette[part] = change(palette[part]);
  };
  if (mood === 'pastel') {
    all((color) => lighten(color, 0.32));
    palette.accent = lighten(palette.accent, 0.25);
  } else if (mood === 'neon') {
    palette.sky = ['#12073a', '#4a1a86', '#e0409a'];
    palette.accent = mix(palette.accent, '#22e6ff', 0.4);
    palette.tint = '#2a1070';
    palette.tintAmount = Math.max(palette.tintAmount, 0.45);
  } else if (mood === 'dark') all((color) => darken(color, 0.4));
  else if (mood === 'mono') {
    all(gray);
    palette.accent = gray(palette.accent);
    palette.paper = '#f1efe9';
    palette.light = '#fbf8ef';
  }
}

function gray(color: Hex): Hex {
  return lch(describeColor(color).lightness, 0.006, 80);
}
