import type { Pose, SketchData } from '../reading/data';
import type { Location, Time, Weather } from '../reading/meanings';
import { readPrompt, type Reading, type ReadSubject } from '../reading/readPrompt';
import { planCaption } from './caption';
import { placeFigures } from './figures';
import { compositions, type Scene, type SceneRequest, type Style } from './model';
import { choosePalette } from './palette';
import { createRandom, type Random } from './random';

/** Decides what the image for a prompt shows. The same request gives the same scene, always. */
export function describeScene(request: SceneRequest, data: SketchData): Scene {
  const { width, height, seed, transparent = false } = request;
  const words = request.prompt.normalize('NFKC').trim().toLowerCase();
  const key = `${words}\n${seed}`;
  const reading = readPrompt(request.prompt, data, request.negativePrompt);
  const { mood, sign, letter, colors, sceneColors } = reading;
  const random = createRandom(key);
  const style = transparent ? 'icon' : chooseStyle(reading);
  const location = chooseLocation(reading, style, random);
  const weather = chooseWeather(reading);
  const time = chooseTime(reading, { location, weather }, random);
  const frame = { width, height, style, composition: chooseComposition(reading, style, { words, seed }), location };
  const subjects = reading.subjects.filter(({ pose }) => style !== 'landscape' || pose !== 'feature');
  const horizon = height * chooseHorizon(frame, random);
  const palette = choosePalette({ location, time, weather, mood, sceneColors, color: colors[0] }, random);
  const seasonal = subjects.map((subject) => inSeason(subject, weather));
  const caption = transparent ? undefined : planCaption(request, data.glyphs);
  return {
    ...frame,
    key,
    time,
    weather,
    colors,
    palette,
    horizon,
    transparent,
    screen: reading.screen ?? 'browser',
    figures: placeFigures(seasonal, { ...frame, horizon }, random),
    ...(mood && { mood }),
    ...(sign && { sign }),
    ...(letter && data.glyphs.covers(letter.codePointAt(0) ?? 0) && { letter }),
    ...(caption && { caption }),
  };
}

/** What asks for a scene: living beings, and what has its location. */
const scenic = /^(stand|head|bust|fly|swim|boat|vehicle|building|plant)$/;

function chooseStyle({ form, screen, depicts, sign, ...reading }: Reading): Style {
  const pose: Pose = reading.subjects[0]?.pose ?? 'feature';
  const hasHero = reading.subjects.length > 0;
  const outdoors = reading.location ?? reading.time ?? reading.weather;
  if (form === 'icon' || form === 'pattern') return form;
  if (screen && !(depicts && (hasHero || outdoors))) return 'screen';
  if (form === 'still') return 'still';
  if (scenic.test(pose)) return 'landscape';
  if (pose === 'feature' && (form === 'abstract' || (form === 'ground' && !outdoors))) return 'abstract';
  // A thing is shown by itself, whatever the room or the hour: large and clear.
  if (pose !== 'feature' && form !== 'scene') return 'still';
  if (outdoors ?? form === 'scene') return 'landscape';
  if (sign) return 'icon';
  return hasHero ? 'landscape' : 'abstract';
}

function chooseLocation({ location, subjects: [hero], weather }: Reading, style: Style, random: Random): Location {
  if (location) return location;
  const home = hero?.location;
  if (home && !(weather === 'snow' && (home === 'desert' || home === 'beach'))) return home;
  if (hero && weather === 'snow') return random.pick(['mountains', 'forest', 'meadow']);
  if (hero) return random.pick(['meadow', 'meadow', 'mountains', 'meadow', 'forest']);
  if (style !== 'landscape') return 'meadow';
  if (weather === 'snow' || weather === 'aurora') return random.pick(['mountains', 'forest', 'lake']);
  if (weather === 'party' || weather === 'fireworks') return 'city';
  return random.pick(['mountains', 'lake', 'meadow', 'sea']);
}

function chooseWeather({ weather, subjects }: Reading): Weather {
  const brought = subjects.flatMap((subject) => subject.weather ?? []);
  return weather ?? brought.find((one) => one === 'snow') ?? brought[0] ?? 'clear';
}

function chooseTime(
  { time, mood, subjects }: Reading,
  { location, weather }: { location: Location; weather: Weather },
  random: Random,
): Time {
  const chance = random.pick<Time>(['day', 'dawn', 'day', 'sunset', 'day', 'dawn']);
  if (time) return time;
  const isNightly = location === 'space' || subjects.some((subject) => subject.time === 'night');
  if (isNightly || /aurora|fireworks/.test(weather) || mood === 'neon' || mood === 'dark') return 'night';
  return /underwater|room|garden/.test(location) ? 'day' : chance;
}

/** Trees follow the season, unless a color was asked for. */
function inSeason(subject: ReadSubject, weather: Weather): ReadSubject {
  if (subject.drawing !== 'deciduous-tree' || subject.color) return subject;
  if (weather === 'blossom') return { ...subject, color: 'pink' };
  return weather === 'autumn' ? { ...subject, color: 'orange' } : subject;
}

/** Neighboring seeds give different compositions, so that several images of one call differ. */
function chooseComposition(reading: Reading, style: Style, { words, seed }: { words: string; seed: number }): string {
  const all: readonly string[] = compositions[style];
  const start = createRandom(words).whole(0, all.length - 1);
  if (style === 'abstract' && reading.shape && seed % 2 === 0) return reading.shape;
  const list = style === 'landscape' ? all.filter((name) => fits(name, reading)) : all;
  return list[(start + seed) % list.length] ?? '';
}

/** Many of a kind, or a person who is seen from the waist up, need room. */
function fits(composition: string, { subjects: [hero] }: Reading): boolean {
  if (!hero || hero.pose === 'feature') return composition !== 'close';
  if (hero.pose === 'bust') return composition !== 'wide';
  return composition !== 'close' || (hero.count === 1 && hero.pose !== 'building' && hero.pose !== 'boat');
}

/** Share of the height. */
function chooseHorizon({ location, composition }: { location: Location; composition: string }, random: Random): number {
  if (location === 'sea' || location === 'lake') return random.between(0.5, 0.56);
  if (location === 'room') return random.between(0.68, 0.72);
  return composition === 'wide' ? random.between(0.62, 0.68) : random.between(0.56, 0.63);
}
