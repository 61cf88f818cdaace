import type { Pose } from '../reading/data';
import type { ColorName, OneOf, Location, Mood, ScreenKind, Sign, Time, Weather } from '../reading/meanings';
import type { Caption } from './caption';
import type { Palette } from './palette';

export type Style = OneOf<'landscape still icon pattern screen abstract'>;

export const compositions = {
  landscape: ['left', 'poster', 'wide', 'vignette', 'right', 'close'],
  still: ['podium', 'arch', 'spot', 'orbit'],
  icon: ['squircle', 'badge', 'sticker', 'blueprint'],
  pattern: ['brick', 'checks', 'scatter', 'diagonal'],
  screen: ['light', 'dark', 'tilted', 'accent'],
  abstract: ['waves', 'arcs', 'ribbons', 'bubbles', 'facets'],
} as const satisfies Record<Style, readonly [string, ...string[]]>;

/** A drawing at its position, in pixels. */
export interface Figure {
  drawing: string;
  pose: Pose;
  role: 'hero' | 'companion';
  /** Middle of the figure, and the line that it rests on (for flying ones: its lower edge). */
  x: number;
  base: number;
  /** Edge of the drawing's square. */
  size: number;
  /** Mirrored. */
  flip: boolean;
  color?: ColorName;
}

/** Everything that an image shows, before a line of it is drawn. */
export interface Scene {
  width: number;
  height: number;
  /** Key of all chance in the image. */
  key: string;
  style: Style;
  composition: string;
  location: Location;
  time: Time;
  weather: Weather;
  mood?: Mood;
  screen: ScreenKind;
  sign?: Sign;
  letter?: string;
  colors: ColorName[];
  /** The hero first. */
  figures: Figure[];
  palette: Palette;
  /** Height of the horizon from the top, in pixels. */
  horizon: number;
  /** Left out where there is no room, or no ground to write on. */
  caption?: Caption;
  transparent: boolean;
}

export interface SceneRequest {
  prompt: string;
  negativePrompt?: string;
  seed: number;
  width: number;
  height: number;
  transparent?: boolean;
}
