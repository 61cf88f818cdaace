/** What words of scenery, mood and form mean; the words themselves are in `scripts/sketchData/meanings.mjs`. */

/** The words of a string literal: `OneOf<'a b'>` is `'a' | 'b'`. */
export type OneOf<List extends string> = List extends `${infer First} ${infer Rest}` ? First | OneOf<Rest> : List;

export type Location =
  OneOf<'meadow garden field mountains lake river sea beach underwater forest city desert space sky room'>;
export type Time = OneOf<'day dawn sunset night'>;
export type Weather = OneOf<'clear snow rain storm fog autumn blossom party aurora rainbow fireworks'>;
export type ColorName = OneOf<'red orange yellow green teal blue purple pink brown black white gray'>;
export type Mood = OneOf<'pastel neon dark mono'>;
/** Signs that no drawing of the set shows; drawn by ourselves. */
export type Sign =
  | OneOf<'spinner menu wifi toggle cursor play pause download upload close plus code terminal'>
  | OneOf<'database server layers branch share filter power arrow grid waves button cube'>;
export type ScreenKind = OneOf<'browser phone dashboard form'>;

/** What a word can say once for the whole image; of several, the first one counts. */
export interface Features {
  location: Location;
  time: Time;
  weather: Weather;
  /** `ground`: a background of something, if there is something. */
  form: OneOf<'icon pattern abstract ground scene still'>;
  screen: ScreenKind;
  sign: Sign;
  /** Of an abstract image. */
  shape: OneOf<'waves arcs ribbons bubbles facets'>;
  mood: Mood;
  /** An image for a page or an app is asked for, not the page. */
  depicts: 'yes';
}

interface Meanings extends Features {
  color: ColorName;
  number: OneOf<'2 3 4 5'>;
  nothing: '';
}

export type Meaning = { [Kind in keyof Meanings]: readonly [Kind, Meanings[Kind]] }[keyof Meanings];
