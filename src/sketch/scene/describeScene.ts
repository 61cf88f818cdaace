import type { Pose, SketchData } from '../reading/data';
import type { Location, Time, Weather } from '../reading/lexicon';
import { readPrompt } from '../reading/readPrompt';
import type { Reading, ReadSubject } from '../reading/readPrompt';
import { planCaption } from './caption';
import { placeFigures } from './figures';
import { compositions } from './model';
import type { Scene, SceneRequest, Style } from './model';
import { choosePalette } from './palette';
import { createRandom } from './random';
import type { Random } from './random';

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
    ...{ key, time, weather, colors, palette, horizon, transparent },
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

/** Where a subject is at home, when the prompt does not say: names of drawings, `*` for any ending. */
const homes: readonly (readonly [Location, RegExp])[] = Object.entries({
  space: 'rocket astronaut alien alien-monster flying-saucer satellite comet ringed-planet globe-showing*',
  sea: 'lighthouse spouting-whale whale dolphin *ship ferry *boat canoe seal person-surfing anchor',
  underwater: 'fish tropical-fish blowfish shark octopus jellyfish shrimp squid lobster person-merpeople coral',
  beach: 'crab palm-tree beach-with-umbrella umbrella-on-ground flamingo desert-island',
  river: 'bridge',
  lake: 'duck swan frog goose beaver person-rowing-boat otter moose',
  forest:
    'bamboo bear wolf owl deer boar monkey gorilla orangutan sloth chipmunk raccoon hedgehog mushroom tiger leopard ' +
    'panda koala parrot snake evergreen-tree person-elf person-fairy troll badger skunk',
  desert: 'pyramid camel two-hump-camel cactus scorpion lizard moai',
  mountains:
    'goat ram llama eagle skier snowboarder person-climbing tent camping mountain-* aerial-tramway ' +
    'suspension-railway japanese-castle castle volcano dragon',
  city:
    'taxi bus trolleybus tram metro police-* ambulance fire-engine firefighter office-* hotel bank hospital ' +
    'department-store convenience-store tokyo-tower statue-of-liberty construction-worker motor-scooter ' +
    'person-superhero robot detective building-construction',
  room:
    'couch-and-lamp bed chair bathtub technologist cook teddy-bear hamster scientist judge teacher student singer ' +
    'artist health-worker',
  sky: 'airplane* small-airplane helicopter parachute balloon kite dove flying-disc',
  garden: 'butterfly honeybee lady-beetle snail rabbit rose tulip sunflower blossom hyacinth bug ant',
  field: 'windmill tractor farmer rooster chicken turkey pig ear-of-corn sheaf-of-rice mouse',
} satisfies Partial<Record<Location, string>>).map(([location, names]) => [location as Location, oneOf(names)]);

const winterly = oneOf(
  'snowman* penguin polar-bear seal skier snowboarder sled skis ice-skate christmas-tree santa-claus',
);
const festive = oneOf('party-popper balloon birthday-cake wrapped-gift confetti-ball partying-face');
const nightly = oneOf('owl bat ghost jack-o-lantern person-vampire person-zombie spider crescent-moon flying-saucer');

function oneOf(names: string): RegExp {
  return new RegExp(`^(${names.replaceAll('*', '.*').replaceAll(' ', '|')})$`);
}

function chooseLocation({ location, subjects: [hero], weather }: Reading, style: Style, random: Random): Location {
  if (location) return location;
  const home = hero && homes.find(([, names]) => names.test(hero.drawing))?.[0];
  if (home && !(weather === 'snow' && (home === 'desert' || home === 'beach'))) return home;
  if (hero && weather === 'snow') return random.pick(['mountains', 'forest', 'meadow']);
  if (hero) return random.pick(['meadow', 'meadow', 'mountains', 'meadow', 'forest']);
  if (style !== 'landscape') return 'meadow';
  if (weather === 'snow' || weather === 'aurora') return random.pick(['mountains', 'forest', 'lake']);
  if (weather === 'party' || weather === 'fireworks') return 'city';
  return random.pick(['mountains', 'lake', 'meadow', 'sea']);
}

function chooseWeather({ weather, subjects }: Reading): Weather {
  if (weather) return weather;
  if (subjects.some(({ drawing }) => winterly.test(drawing))) return 'snow';
  return subjects.some(({ drawing }) => festive.test(drawing)) ? 'party' : 'clear';
}

function chooseTime(
  { time, mood, subjects }: Reading,
  { location, weather }: { location: Location; weather: Weather },
  random: Random,
): Time {
  const chance = random.pick<Time>(['day', 'dawn', 'day', 'sunset', 'day', 'dawn']);
  if (time) return time;
  const isNightly = subjects.some(({ drawing }) => nightly.test(drawing));
  if (weather === 'aurora' || weather === 'fireworks' || mood === 'neon' || mood === 'dark' || isNightly)
    return 'night';
  if (location === 'space') return 'night';
  return location === 'underwater' || location === 'room' || location === 'garden' ? 'day' : chance;
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
