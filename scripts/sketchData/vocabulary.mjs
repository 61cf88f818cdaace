import { emptyChineseWords, emptyWords, ownWords } from './words.mjs';

/** A tag that calls more drawings than this says too little. */
const mostDrawings = 2;
const weights = { own: 100, label: 50, lastWord: 12, tag: 10 };

/**
 * Which drawing a word calls: our own words first, then CLDR labels, then tags that few drawings share.
 * @returns {{ en: Record<string, string>, zh: Record<string, string>, emoji: Record<string, string> }} word to drawing;
 *   a drawing that the word only hints at has a `~` before its name
 */
export function collectWords(drawings, chinese) {
  const names = new Set(drawings.map((d) => d.name));
  const chineseOf = new Map(chinese.map((entry) => [entry.hexcode, entry]));
  const en = new Ballot();
  const zh = new Ballot();
  for (const line of ownWords.trim().split('\n')) {
    const [name, english, han] = line.split('|');
    if (!names.has(name)) continue;
    for (const word of list(english)) en.vote(word.toLowerCase().replaceAll('-', ' '), name, weights.own);
    for (const word of list(han)) zh.vote(word.toLowerCase(), name, weights.own);
  }
  for (const drawing of drawings.filter((d) => d.hexcode)) {
    nominateEnglish(en, drawing);
    nominateChinese(zh, drawing, chineseOf.get(drawing.hexcode));
  }
  const emoji = Object.fromEntries(
    drawings.filter((d) => d.character).map((d) => [d.character.replaceAll('\ufe0f', ''), d.name]),
  );
  return { en: en.result(), zh: zh.result(), emoji };
}

function nominateEnglish(ballot, { name, group, label, tags }) {
  const plain = label
    .toLowerCase()
    .replace(/[^a-z ]/g, ' ')
    .replace(/\s+/g, ' ')
    .trim();
  if (!emptyWords.has(plain)) ballot.vote(plain, name, weights.label);
  if (vague(group)) return;
  const last = plain.split(' ').at(-1);
  if (last !== plain && last.length > 2 && !emptyWords.has(last)) ballot.vote(last, name, weights.lastWord);
  for (const tag of tags.map((t) => t.toLowerCase())) {
    if (/^[a-z]{3,}$/.test(tag) && !emptyWords.has(tag) && tag !== plain) ballot.vote(tag, name, weights.tag);
  }
}

function nominateChinese(ballot, { name, pose, group }, entry) {
  if (!entry) return;
  const living = /^(stand|head|swim|plant|fly)$/.test(pose);
  const label = entry.label.replace(/[^\p{Script=Han}]/gu, '');
  if (usable(label, living ? 1 : 2)) ballot.vote(label, name, weights.label);
  if (vague(group)) return;
  for (const tag of entry.tags ?? [])
    if (/^\p{Script=Han}+$/u.test(tag) && usable(tag, 2)) ballot.vote(tag, name, weights.tag);
}

/** Tags of faces, people and signs name feelings and deeds; only those of things can be trusted. */
function vague(group) {
  return group < 3 || group > 7;
}

function usable(word, least) {
  return word.length >= least && word.length <= 6 && !emptyChineseWords.has(word);
}

/** Collects who claims a word, and with what right. */
class Ballot {
  #claims = new Map();

  vote(word, name, weight) {
    const claims = this.#claims.get(word) ?? new Map();
    claims.set(name, Math.max(weight, claims.get(name) ?? 0));
    this.#claims.set(word, claims);
  }

  result() {
    const entries = [];
    for (const [word, claims] of this.#claims) {
      const ranked = [...claims].sort((a, b) => b[1] - a[1]);
      const [name, weight] = ranked[0];
      if (weight < weights.lastWord && claims.size > mostDrawings) continue;
      entries.push([word, weight < weights.label ? `~${name}` : name]);
    }
    return Object.fromEntries(entries.sort(([a], [b]) => (a < b ? -1 : 1)));
  }
}

function list(text) {
  return text
    .split(',')
    .map((word) => word.trim())
    .filter(Boolean);
}
