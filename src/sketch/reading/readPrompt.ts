import type { Pose, SketchData, Traits } from './data';
import type { ColorName, Features, Meaning } from './meanings';

export interface ReadSubject extends Traits {
  /** Name of its drawing. */
  drawing: string;
  pose: Pose;
  /** Color word before it. */
  color?: ColorName;
  /** How many were asked for, 1 to 5. */
  count: number;
}

/** What a prompt says, as far as an image can show it. */
export interface Reading extends Partial<Features> {
  /** The one that the image is about comes first. */
  subjects: ReadSubject[];
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
  weak?: boolean;
  /** The word ends a description: Chinese puts what an image is about after 的. */
  afterPossessive?: boolean;
}

/** Longest prompt that is read; the rest of an absurd one changes nothing. */
const longestPrompt = 2000;
const longestPhrase = 4;
const longestChineseWord = 8;
const pieces =
  /\p{Script=Han}+|[a-z]+(?:'[a-z]+)?|\d+|\p{Extended_Pictographic}[\p{Extended_Pictographic}\u200d]*|[^\s]/gu;
const emptyWords = /\b(an?|the|logo|icon|for|of|app|simple|modern|minimalist)\b/g;

/** Reads a prompt in English, Chinese or both. Words in `avoided` (a negative prompt) are struck out. */
export function readPrompt(prompt: string, data: SketchData, avoided = ''): Reading {
  const text = clean(prompt);
  const struck = new Set(match(clean(avoided), data).flatMap(namesOf));
  const reading = gather(
    match(text, data).filter((found) => !namesOf(found).some((name) => struck.has(name))),
    data,
  );
  const letter = /[\p{L}\p{N}]/u.exec(text.replace(emptyWords, ''))?.[0];
  if (letter?.length === 1) reading.letter = letter.toUpperCase();
  return reading;
}

function clean(text: string): string {
  return text.slice(0, longestPrompt).normalize('NFKC').toLowerCase();
}

function namesOf({ meanings, drawing }: Match): string[] {
  return [...meanings.map(([kind, value]) => `${kind} ${value}`), ...(drawing ? [drawing] : [])];
}

function match(text: string, data: SketchData): Match[] {
  const words = text.match(pieces) ?? [];
  const matches: Match[] = [];
  for (let at = 0; at < words.length; at++) {
    const word = words[at] ?? '';
    if (/^\p{Script=Han}/u.test(word)) matches.push(...matchChinese(word, data));
    else if (/^[a-z]/.test(word)) at += matchEnglish(words.slice(at, at + longestPhrase), matches, data) - 1;
    else if (Object.hasOwn(data.words.emoji, word)) matches.push(toMatch([], data.words.emoji[word]));
  }
  return matches;
}

/** Takes the longest phrase that begins `words`. @returns How many of them it took. */
function matchEnglish(words: readonly string[], matches: Match[], data: SketchData): number {
  for (let length = words.length; length > 0; length--) {
    const phrase = words.slice(0, length).filter((word) => word !== '-');
    const found = phrase.every((word) => /^[a-z]/.test(word)) && lookUpEnglish(phrase.join(' '), data);
    if (!found) continue;
    matches.push(found);
    return length;
  }
  return 1;
}

function lookUpEnglish(phrase: string, data: SketchData): Match | undefined {
  const known = forms(phrase).flatMap((form) => {
    const found = toMatch(own(data.words.meanings.en, form), own(data.words.en, form));
    return found.meanings.length > 0 || found.drawing ? [found] : [];
  });
  return known.find(({ weak }) => !weak) ?? known[0];
}

/** Endings of plurals and possessives, and of what they are forms of. */
const endings = ["'s:", 'ies:y', 'ves:f', 'ves:fe', 'es:', 's:'].map((pair) => pair.split(':') as [string, string]);
// prettier-ignore
const irregulars: Readonly<Record<string, string>> = {
  men: 'man', women: 'woman', people: 'person', mice: 'mouse',
  geese: 'goose', feet: 'foot', teeth: 'tooth', oxen: 'ox',
};

/** The phrase as it is, and as a singular. */
function forms(phrase: string): string[] {
  const list = endings.flatMap(([plural, singular]) =>
    phrase.endsWith(plural) && !(plural === 's' && phrase.endsWith('ss'))
      ? [phrase.slice(0, -plural.length) + singular]
      : [],
  );
  const irregular = own(irregulars, phrase);
  return [phrase, ...list, ...(irregular ? [irregular] : [])];
}

function matchChinese(run: string, data: SketchData): Match[] {
  const matches: Match[] = [];
  const possessive = run.lastIndexOf('的');
  for (let at = 0; at < run.length;) {
    let length = Math.min(longestChineseWord, run.length - at);
    for (; length > 0; length--) {
      const word = run.slice(at, at + length);
      const found = toMatch(own(data.words.meanings.zh, word), own(data.words.zh, word));
      if (found.meanings.length === 0 && !found.drawing) continue;
      matches.push({ ...found, afterPossessive: possessive >= 0 && at > possessive });
      break;
    }
    at += Math.max(1, length);
  }
  return matches;
}

function own<Value>(words: Readonly<Record<string, Value>>, word: string): Value | undefined {
  return Object.hasOwn(words, word) ? words[word] : undefined;
}

/** @param called Name of a drawing; a `~` before it means that the word only hints at it. */
function toMatch(meanings: readonly Meaning[] = [], called?: string): Match {
  return called ? { meanings, drawing: called.replace('~', ''), weak: called.startsWith('~') } : { meanings };
}

/** Collects the matches: the first of each feature counts; a color goes to the subject that follows it. */
function gather(matches: readonly Match[], data: SketchData): Reading {
  const reading: Reading = { subjects: [], colors: [], sceneColors: [] };
  const strong = matches.some((found) => found.drawing && !found.weak);
  const ranked: { subject: ReadSubject; rank: number }[] = [];
  let pendingColor: ColorName | undefined;
  let count = 1;
  const colorScene = (): void => {
    if (pendingColor) reading.sceneColors.push(pendingColor);
    pendingColor = undefined;
  };
  for (const found of matches) {
    const drawing = found.drawing && !(found.weak && strong) ? data.drawings.get(found.drawing) : undefined;
    for (const [kind, value] of found.meanings) {
      if (kind === 'number') count = Number(value);
      else if (kind === 'color') {
        colorScene();
        reading.colors.push(value);
        pendingColor = value;
      } else if (kind !== 'nothing') takeFeature(reading, kind, value);
    }
    if (found.drawing && drawing) {
      const { pose, traits } = drawing;
      const subject = { drawing: found.drawing, pose, count, ...traits, ...(pendingColor && { color: pendingColor }) };
      ranked.push({ subject, rank: rankOf(pose, found) - ranked.length * 0.8 });
      pendingColor = undefined;
      count = 1;
    } else if (found.meanings.some(([kind]) => kind === 'location' || kind === 'time')) colorScene();
  }
  colorScene();
  const subjects = ranked.sort((a, b) => b.rank - a.rank).map(({ subject }) => subject);
  const names = subjects.map(({ drawing }) => drawing);
  reading.subjects = subjects.filter(({ drawing }, index) => names.indexOf(drawing) === index);
  return reading;
}

function takeFeature(reading: Reading, kind: keyof Features, value: string): void {
  // The second location is usually the more exact one: "mountain lake", "desert city".
  const isVague = kind === 'location' && reading.location === 'mountains';
  if (reading[kind] === undefined || isVague) Object.assign(reading, { [kind]: value });
}

// prettier-ignore
const poseRank: Record<Pose, number> = {
  stand: 6, head: 6, bust: 6, swim: 5.6, vehicle: 4.7, boat: 4.7, fly: 4.3, face: 4,
  building: 4, thing: 3.9, plant: 3.5, feature: 0,
};

function rankOf(pose: Pose, { afterPossessive, weak }: Match): number {
  return poseRank[pose] + (afterPossessive ? 2.5 : 0) - (weak ? 3 : 0);
}
