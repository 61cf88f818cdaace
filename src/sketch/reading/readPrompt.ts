import type { Pose, SketchData } from './data';
import { lexicon } from './lexicon';
import type { ColorName, Form, Meaning, Mood, Place, ScreenKind, Shape, Sign, Time, Weather } from './lexicon';

export interface ReadSubject {
  /** Name of its drawing. */
  drawing: string;
  pose: Pose;
  /** Color word that stands before it. */
  color?: ColorName;
  /** How many were asked for, 1 to 5. */
  count: number;
}

/** What a prompt says, as far as a picture can show it. */
export interface Reading {
  /** The one that the picture is about comes first. */
  subjects: ReadSubject[];
  place?: Place;
  time?: Time;
  weather?: Weather;
  form?: Form;
  screen?: ScreenKind;
  sign?: Sign;
  /** Of an abstract picture. */
  shape?: Shape;
  mood?: Mood;
  /** A picture for a page or an app is asked for, not the page. */
  depicts?: boolean;
  /** All color words in order. */
  colors: ColorName[];
  /** Those that don't belong to a subject: they color the scene. */
  sceneColors: ColorName[];
  /** First letter of the first word that says something, for a monogram. */
  letter?: string;
}

interface Match {
  meanings: readonly Meaning[];
  drawing?: string;
  /** A drawing that the word only hints at. */
  weak: boolean;
  /** The word ends a description: Chinese puts what a picture is about after 的. */
  afterPossessive: boolean;
}

/** Longest prompt that is read; the rest of an absurd one changes nothing. */
const longestPrompt = 2000;
const longestPhrase = 4;
const longestChineseWord = 8;

/** Reads a prompt in English, Chinese or both. Words in `avoided` (a negative prompt) are struck out. */
export function readPrompt(prompt: string, data: SketchData, avoided = ''): Reading {
  const struck = new Set(avoided === '' ? [] : match(clean(avoided), data).flatMap(namesOf));
  const matches = match(clean(prompt), data).filter((found) => !namesOf(found).some((name) => struck.has(name)));
  const reading = gather(matches, data);
  const letter = /[\p{L}\p{N}]/u.exec(
    clean(prompt).replace(/\b(an?|the|logo|icon|for|of|app|simple|modern|minimalist)\b/g, ''),
  );
  if (letter && letter[0].length === 1) reading.letter = letter[0].toUpperCase();
  return reading;
}

function clean(text: string): string {
  return text.slice(0, longestPrompt).normalize('NFKC').toLowerCase();
}

function namesOf({ meanings, drawing }: Match): string[] {
  return [...meanings.map((meaning) => `${meaning.kind} ${meaning.value}`), ...(drawing ? [drawing] : [])];
}

function match(text: string, data: SketchData): Match[] {
  const pieces =
    text.match(
      /\p{Script=Han}+|[a-z]+(?:'[a-z]+)?|\d+|\p{Extended_Pictographic}[\p{Extended_Pictographic}\u200d]*|[^\s]/gu,
    ) ?? [];
  const matches: Match[] = [];
  for (let at = 0; at < pieces.length;) {
    const piece = pieces[at] ?? '';
    if (/^\p{Script=Han}/u.test(piece)) {
      matches.push(...matchChinese(piece, data));
      at++;
    } else if (/^[a-z]/.test(piece)) {
      at += matchEnglish(pieces, { at, matches, data });
    } else {
      const drawing = data.words.emoji[piece];
      if (drawing) matches.push({ meanings: [], drawing, weak: false, afterPossessive: false });
      at++;
    }
  }
  return matches;
}

/** Takes the longest phrase that begins at `at` and gives the number of pieces that it took. */
function matchEnglish(pieces: readonly string[], work: { at: number; matches: Match[]; data: SketchData }): number {
  for (let length = Math.min(longestPhrase, pieces.length - work.at); length > 0; length--) {
    const words = pieces.slice(work.at, work.at + length).filter((word) => word !== '-');
    if (words.length === 0 || !words.every((word) => /^[a-z]/.test(word))) continue;
    const known = forms(words.join(' ')).flatMap((phrase) => {
      const meanings = lexicon.en.get(phrase) ?? [];
      const called = own(work.data.words.en, phrase);
      return meanings.length > 0 || called ? [toMatch(meanings, called, false)] : [];
    });
    const best = known.find((found) => !found.weak) ?? known[0];
    if (best) {
      work.matches.push(best);
      return length;
    }
  }
  return 1;
}

/** The phrase as it stands, and as a singular. */
function forms(phrase: string): string[] {
  const list = [phrase];
  if (phrase.endsWith("'s")) list.push(phrase.slice(0, -2));
  if (phrase.endsWith('ies')) list.push(`${phrase.slice(0, -3)}y`);
  if (phrase.endsWith('ves')) list.push(`${phrase.slice(0, -3)}f`, `${phrase.slice(0, -3)}fe`);
  if (phrase.endsWith('es')) list.push(phrase.slice(0, -2));
  if (phrase.endsWith('s') && !phrase.endsWith('ss')) list.push(phrase.slice(0, -1));
  const irregular = irregulars[phrase];
  return irregular ? [...list, irregular] : list;
}

const irregulars: Record<string, string> = {
  men: 'man',
  women: 'woman',
  people: 'person',
  mice: 'mouse',
  geese: 'goose',
  feet: 'foot',
  teeth: 'tooth',
  oxen: 'ox',
};

function matchChinese(run: string, data: SketchData): Match[] {
  const matches: Match[] = [];
  const possessive = run.lastIndexOf('的');
  for (let at = 0; at < run.length;) {
    const found = longestChinese(run, at, data);
    if (found) matches.push(toMatch(found.meanings, found.called, possessive >= 0 && at > possessive));
    at += found?.length ?? 1;
  }
  return matches;
}

interface ChineseWord {
  length: number;
  meanings: readonly Meaning[];
  called: string | undefined;
}

function longestChinese(run: string, at: number, data: SketchData): ChineseWord | undefined {
  for (let length = Math.min(longestChineseWord, run.length - at); length > 0; length--) {
    const word = run.slice(at, at + length);
    const meanings = lexicon.zh.get(word) ?? [];
    const called = own(data.words.zh, word);
    if (meanings.length > 0 || called) return { length, meanings, called };
  }
  return undefined;
}

function own(words: Readonly<Record<string, string>>, word: string): string | undefined {
  return Object.hasOwn(words, word) ? words[word] : undefined;
}

function toMatch(meanings: readonly Meaning[], called: string | undefined, afterPossessive: boolean): Match {
  if (!called) return { meanings, weak: false, afterPossessive };
  const weak = called.startsWith('~');
  return { meanings, drawing: weak ? called.slice(1) : called, weak, afterPossessive };
}

/** Collects the matches: the first place, time and weather count; a color goes to the subject that follows it. */
function gather(matches: readonly Match[], data: SketchData): Reading {
  const reading: Reading = { subjects: [], colors: [], sceneColors: [] };
  const strong = matches.some((found) => found.drawing && !found.weak);
  const ranked: { subject: ReadSubject; rank: number }[] = [];
  let pendingColor: ColorName | undefined;
  let count = 1;
  for (const found of matches) {
    const drawing = found.drawing && !(found.weak && strong) ? data.drawings.get(found.drawing) : undefined;
    for (const meaning of found.meanings) {
      if (meaning.kind === 'number') count = Number(meaning.value);
      else if (meaning.kind === 'color') {
        if (pendingColor) reading.sceneColors.push(pendingColor);
        reading.colors.push(meaning.value);
        pendingColor = meaning.value;
      } else takeFeature(reading, meaning);
    }
    if (found.drawing && drawing) {
      const subject: ReadSubject = { drawing: found.drawing, pose: drawing.pose, count };
      if (pendingColor) subject.color = pendingColor;
      ranked.push({ subject, rank: rankOf(drawing.pose, found) - ranked.length * 0.8 });
      pendingColor = undefined;
      count = 1;
    } else if (pendingColor && found.meanings.some((meaning) => meaning.kind === 'place' || meaning.kind === 'time')) {
      reading.sceneColors.push(pendingColor);
      pendingColor = undefined;
    }
  }
  if (pendingColor) reading.sceneColors.push(pendingColor);
  reading.subjects = unique(ranked.sort((a, b) => b.rank - a.rank).map(({ subject }) => subject));
  return reading;
}

function takeFeature(reading: Reading, meaning: Meaning): void {
  switch (meaning.kind) {
    case 'place':
      // What is said second is usually the more exact one: "mountain lake", "desert city".
      if (!reading.place || reading.place === 'mountains') reading.place = meaning.value;
      return;
    case 'time':
      reading.time ??= meaning.value;
      return;
    case 'weather':
      reading.weather ??= meaning.value;
      return;
    case 'form':
      reading.form ??= meaning.value;
      return;
    case 'screen':
      reading.screen ??= meaning.value;
      return;
    case 'shape':
      reading.shape ??= meaning.value;
      return;
    case 'sign':
      reading.sign ??= meaning.value;
      return;
    case 'mood':
      reading.mood ??= meaning.value;
      return;
    case 'depicts':
      reading.depicts = true;
      return;
    case 'color':
    case 'number':
    case 'nothing':
      return;
  }
}

const poseRank: Record<Pose, number> = {
  stand: 6,
  head: 6,
  bust: 6,
  swim: 5.6,
  fly: 4.3,
  vehicle: 4.7,
  boat: 4.7,
  face: 4,
  building: 4,
  thing: 3.9,
  plant: 3.5,
  feature: 0,
};

function rankOf(pose: Pose, found: Match): number {
  return poseRank[pose] + (found.afterPossessive ? 2.5 : 0) - (found.weak ? 3 : 0);
}

function unique(subjects: readonly ReadSubject[]): ReadSubject[] {
  const seen = new Set<string>();
  return subjects.filter(({ drawing }) => !seen.has(drawing) && seen.add(drawing));
}
