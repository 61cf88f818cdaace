import type { Pose, SketchData } from '../reading/data';
import type { Place, Time, Weather } from '../reading/lexicon';
import { readPrompt } from '../reading/readPrompt';
import type { Reading, ReadSubject } from '../reading/readPrompt';
import { planCaption } from './caption';
import { placeFigures } from './figures';
import { compositions } from './model';
import type { Scene, Style, Wish } from './model';
import { choosePalette } from './palette';
import { createRandom } from './random';
import type { Random } from './random';

/** Decides what the picture for a prompt shows. The same wish gives the same scene, always. */
export function describeScene(wish: Wish, data: SketchData): Scene {
  const { width, height } = wish;
  const words = wish.prompt.normalize('NFKC').trim().toLowerCase();
  const reading = readPrompt(wish.prompt, data, wish.negativePrompt);
  const random = createRandom(`${words}\n${wish.seed}`);
  const transparent = wish.transparent === true;
  const style = transparent ? 'icon' : chooseStyle(reading);
  const place = choosePlace(reading, style, random);
  const weather = chooseWeather(reading);
  const time = chooseTime(reading, { place, weather }, random);
  const frame = {
    width,
    height,
    style,
    composition: chooseComposition(reading, style, { words, seed: wish.seed }),
    place,
  };
  const wanted = style === 'landscape' ? reading.subjects.filter(({ pose }) => pose !== 'feature') : reading.subjects;
  const horizon = chooseHorizon(frame, random);
  const color = reading.colors[0];
  const palette = choosePalette(
    { place, time, weather, mood: reading.mood, sceneColors: reading.sceneColors, color },
    random,
  );
  const caption = transparent ? undefined : planCaption(wish, data.glyphs);
  const { mood, sign, letter } = reading;
  return {
    ...frame,
    key: `${words}\n${wish.seed}`,
    time,
    weather,
    ...(mood && { mood }),
    screen: reading.screen ?? 'browser',
    ...(sign && { sign }),
    ...(letter && data.glyphs.covers(letter.codePointAt(0) ?? 0) && { letter }),
    colors: reading.colors,
    figures: placeFigures(
      wanted.map((subject) => inSeason(subject, weather)),
      { ...frame, horizon },
      random,
    ),
    palette,
    horizon,
    ...(caption && { caption }),
    transparent,
  };
}

/** What asks for a scene: somebody or something that is somewhere. */
const scenic: ReadonlySet<Pose> = new Set<Pose>([
  'stand',
  'head',
  'bust',
  'fly',
  'swim',
  'boat',
  'vehicle',
  'building',
  'plant',
]);

function chooseStyle(reading: Reading): Style {
  const hero = reading.subjects[0];
  const outdoors = reading.place ?? reading.time ?? reading.weather;
  if (reading.form === 'icon') return 'icon';
  if (reading.form === 'pattern') return 'pattern';
  if (reading.screen && !(reading.depicts && (hero ?? outdoors))) return 'screen';
  if (reading.form === 'still') return 'still';
  if (hero && scenic.has(hero.pose)) return 'landscape';
  const nothingToSee = !hero || hero.pose === 'feature';
  if (nothingToSee && (reading.form === 'abstract' || (reading.form === 'ground' && !outdoors))) return 'abstract';
  // A thing is shown by itself, whatever the room or the hour: large and clear.
  if (hero && hero.pose !== 'feature' && reading.form !== 'scene' && (!outdoors || isSmallThing(hero))) return 'still';
  if (outdoors ?? reading.form === 'scene') return 'landscape';
  if (reading.sign) return 'icon';
  return hero ? 'landscape' : 'abstract';
}

function isSmallThing({ pose }: ReadSubject): boolean {
  return pose === 'thing' || pose === 'face';
}

/** Where a subject is at home, when the prompt does not say. */
const homes: readonly [Place, RegExp][] = [
  ['space', /^(rocket|astronaut|alien|alien-monster|flying-saucer|satellite|comet|ringed-planet|globe-showing.*)$/],
  ['sea', /^(lighthouse|spouting-whale|whale|dolphin|.*ship|ferry|.*boat|canoe|seal|person-surfing|anchor)$/],
  ['underwater', /^(fish|tropical-fish|blowfish|shark|octopus|jellyfish|shrimp|squid|lobster|person-merpeople|coral)$/],
  ['beach', /^(crab|palm-tree|beach-with-umbrella|umbrella-on-ground|flamingo|desert-island)$/],
  ['river', /^(bridge)$/],
  ['lake', /^(duck|swan|frog|goose|beaver|person-rowing-boat|otter|moose)$/],
  [
    'forest',
    /^(bamboo|bear|wolf|owl|deer|boar|monkey|gorilla|orangutan|sloth|chipmunk|raccoon|hedgehog|mushroom|tiger|leopard|panda|koala|parrot|snake|evergreen-tree|person-elf|person-fairy|troll|badger|skunk)$/,
  ],
  ['desert', /^(pyramid|camel|two-hump-camel|cactus|scorpion|lizard|moai)$/],
  [
    'mountains',
    /^(goat|ram|llama|eagle|skier|snowboarder|person-climbing|tent|camping|mountain-.*|aerial-tramway|suspension-railway|japanese-castle|castle|volcano|dragon)$/,
  ],
  [
    'city',
    /^(taxi|bus|trolleybus|tram|metro|police-.*|ambulance|fire-engine|firefighter|office-.*|hotel|bank|hospital|department-store|convenience-store|tokyo-tower|statue-of-liberty|construction-worker|motor-scooter|person-superhero|robot|detective|building-construction)$/,
  ],
  [
    'room',
    /^(couch-and-lamp|bed|chair|bathtub|technologist|cook|teddy-bear|hamster|scientist|judge|teacher|student|singer|artist|health-worker)$/,
  ],
  ['sky', /^(airplane.*|small-airplane|helicopter|parachute|balloon|kite|dove|flying-disc)$/],
  ['garden', /^(butterfly|honeybee|lady-beetle|snail|rabbit|rose|tulip|sunflower|blossom|hyacinth|bug|ant)$/],
  ['field', /^(windmill|tractor|farmer|rooster|chicken|turkey|pig|ear-of-corn|sheaf-of-rice|mouse)$/],
];

function choosePlace(reading: Reading, style: Style, random: Random): Place {
  if (reading.place) return reading.place;
  const hero = reading.subjects[0];
  const home = hero && homes.find(([, names]) => names.test(hero.drawing))?.[0];
  if (home && !(reading.weather === 'snow' && (home === 'desert' || home === 'beach'))) return home;
  if (hero && reading.weather === 'snow') return random.pick(['mountains', 'forest', 'meadow']);
  if (hero) return random.pick(['meadow', 'meadow', 'mountains', 'meadow', 'forest']);
  if (style !== 'landscape') return 'meadow';
  if (reading.weather === 'snow' || reading.weather === 'aurora') return random.pick(['mountains', 'forest', 'lake']);
  if (reading.weather === 'party' || reading.weather === 'fireworks') return 'city';
  return random.pick(['mountains', 'lake', 'meadow', 'sea']);
}

const winterly =
  /^(snowman.*|penguin|polar-bear|seal|skier|snowboarder|sled|skis|ice-skate|christmas-tree|santa-claus)$/;
const festive = /^(party-popper|balloon|birthday-cake|wrapped-gift|confetti-ball|partying-face)$/;
const nightly = /^(owl|bat|ghost|jack-o-lantern|person-vampire|person-zombie|spider|crescent-moon|flying-saucer)$/;

function chooseWeather(reading: Reading): Weather {
  if (reading.weather) return reading.weather;
  if (reading.subjects.some(({ drawing }) => winterly.test(drawing))) return 'snow';
  return reading.subjects.some(({ drawing }) => festive.test(drawing)) ? 'party' : 'clear';
}

function chooseTime(reading: Reading, { place, weather }: { place: Place; weather: Weather }, random: Random): Time {
  const chance = random.pick<Time>(['day', 'dawn', 'day', 'sunset', 'day', 'dawn']);
  if (reading.time) return reading.time;
  if (weather === 'aurora' || weather === 'fireworks' || reading.mood === 'neon' || reading.mood === 'dark')
    return 'night';
  if (reading.subjects.some(({ drawing }) => nightly.test(drawing))) return 'night';
  if (place === 'space') return 'night';
  return place === 'underwater' || place === 'room' || place === 'garden' ? 'day' : chance;
}

/** Trees follow the season, unless a color was asked for. */
function inSeason(subject: ReadSubject, weather: Weather): ReadSubject {
  const turns = subject.drawing === 'deciduous-tree' && subject.color === undefined;
  if (turns && weather === 'blossom') return { ...subject, color: 'pink' };
  return turns && weather === 'autumn' ? { ...subject, color: 'orange' } : subject;
}

/** Neighboring seeds give different compositions, so that several pictures of one call are worth looking at. */
function chooseComposition(reading: Reading, style: Style, key: { words: string; seed: number }): string {
  const all: readonly string[] = compositions[style];
  const start = createRandom(key.words).whole(0, all.length - 1);
  // Many of a kind, or somebody who is seen from the waist up, want room of their own.
  if (style === 'abstract' && reading.shape && key.seed % 2 === 0) return reading.shape;
  const list = style === 'landscape' ? all.filter((name) => fits(name, reading)) : all;
  return list[(start + key.seed) % list.length] ?? all[0] ?? '';
}

function fits(composition: string, { subjects: [hero] }: Reading): boolean {
  if (!hero || hero.pose === 'feature') return ['wide', 'poster', 'vignette', 'left', 'right'].includes(composition);
  if (hero.pose === 'bust') return composition !== 'wide';
  if (hero.count > 1) return composition !== 'close';
  if (hero.pose === 'building' || hero.pose === 'boat') return composition !== 'close';
  return true;
}

function chooseHorizon(
  frame: { height: number; style: Style; composition: string; place: Place },
  random: Random,
): number {
  if (frame.place === 'sea' || frame.place === 'lake') return frame.height * random.between(0.5, 0.56);
  if (frame.place === 'room') return frame.height * random.between(0.68, 0.72);
  return frame.height * (frame.composition === 'wide' ? random.between(0.62, 0.68) : random.between(0.56, 0.63));
}
