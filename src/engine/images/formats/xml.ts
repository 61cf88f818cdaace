/** As much XML as drawings need, read strictly: what is not understood for certain is refused, not guessed. */
import { PixelError } from './pixelImage';

export interface XmlElement {
  name: string;
  /** Values with their entities replaced. */
  attributes: Map<string, string>;
  children: (XmlElement | string)[];
}

/** More elements, or deeper ones, than any drawing needs. */
const mostElements = 100_000;
const deepest = 200;

const nameCharacters = String.raw`[A-Za-z_][\w.:-]*`;
const startTag = new RegExp(
  String.raw`<(${nameCharacters})((?:\s+${nameCharacters}\s*=\s*(?:"[^"<]*"|'[^'<]*'))*)\s*(\/?)>`,
  'y',
);
const endTag = new RegExp(String.raw`<\/(${nameCharacters})\s*>`, 'y');
const attribute = new RegExp(String.raw`\s+(${nameCharacters})\s*=\s*(?:"([^"<]*)"|'([^'<]*)')`, 'y');
const documentType = /<!DOCTYPE\s[^[\]<>]*>/iy;

/**
 * Reads a document and gives its root. Comments and processing instructions are left out.
 * @throws PixelError `unreadable`; `unsafe` for entities of its own and for too much of everything.
 */
export function parseXml(text: string): XmlElement {
  const document: XmlElement = { name: '', attributes: new Map(), children: [] };
  const open = [document];
  let count = 0;
  let at = text.startsWith('\ufeff') ? 1 : 0;
  while (at < text.length) {
    const parent = open.at(-1) ?? document;
    const skipped = skip(text, at);
    if (skipped !== undefined) {
      at = skipped;
      continue;
    }
    if (text.startsWith('<![CDATA[', at)) {
      const end = endOf(text, ']]>', at);
      parent.children.push(text.slice(at + 9, end - 3));
      at = end;
      continue;
    }
    if (text[at] !== '<') {
      const end = text.indexOf('<', at);
      const words = text.slice(at, end < 0 ? text.length : end);
      parent.children.push(withoutEntities(words));
      at += words.length;
      continue;
    }
    endTag.lastIndex = at;
    const ending = endTag.exec(text);
    if (ending) {
      if (open.length === 1 || open.pop()?.name !== ending[1]) throw wrong(`an end of ${ending[1]} without a start`);
      at = endTag.lastIndex;
      continue;
    }
    startTag.lastIndex = at;
    const starting = startTag.exec(text);
    if (!starting) throw wrong(`a broken tag at ${at}`);
    at = startTag.lastIndex;
    if ((count += 1) > mostElements || open.length > deepest) throw new PixelError('unsafe', 'too many elements');
    const element = { name: starting[1] ?? '', attributes: attributesOf(starting[2] ?? ''), children: [] };
    parent.children.push(element);
    if (starting[3] !== '/') open.push(element);
  }
  const roots = document.children.filter((child) => typeof child !== 'string');
  if (open.length > 1 || roots.length !== 1 || !roots[0]) throw wrong('no end');
  return roots[0];
}

/** Where a comment, an instruction or the document type ends that begins here. */
function skip(text: string, at: number): number | undefined {
  if (text.startsWith('<!--', at)) return endOf(text, '-->', at + 4);
  if (text.startsWith('<?', at)) return endOf(text, '?>', at + 2);
  if (!/^<!doctype/i.test(text.slice(at, at + 9))) return undefined;
  documentType.lastIndex = at;
  // What has declarations of its own can make much out of little, or fetch files.
  if (!documentType.test(text)) throw new PixelError('unsafe', 'a document type with declarations');
  return documentType.lastIndex;
}

function endOf(text: string, closing: string, at: number): number {
  const end = text.indexOf(closing, at);
  if (end < 0) throw wrong(`no ${closing}`);
  return end + closing.length;
}

function attributesOf(text: string): Map<string, string> {
  const attributes = new Map<string, string>();
  attribute.lastIndex = 0;
  for (let match = attribute.exec(text); match; match = attribute.exec(text)) {
    attributes.set(match[1] ?? '', withoutEntities(match[2] ?? match[3] ?? ''));
  }
  return attributes;
}

const known: Record<string, string> = { amp: '&', lt: '<', gt: '>', quot: '"', apos: "'" };

function withoutEntities(text: string): string {
  if (!text.includes('&')) return text;
  return text.replace(/&([^;\s&]{0,20});?/g, (whole, name: string) => {
    const code = /^#(?:x([\da-f]{1,6})|(\d{1,7}))$/i.exec(name);
    const point = code ? (code[1] ? parseInt(code[1], 16) : Number(code[2])) : undefined;
    if (point !== undefined && point > 0 && point <= 0x10ffff) return String.fromCodePoint(point);
    const character = whole.endsWith(';') ? known[name] : undefined;
    if (character === undefined) throw new PixelError('unsafe', 'an entity of its own');
    return character;
  });
}

function wrong(what: string): PixelError {
  return new PixelError('unreadable', `SVG with ${what}`);
}
