/** Parses the part of XML that drawings need, strictly: what is not certainly understood is rejected, not guessed. */
import { PixelError } from './pixelImage';

export interface XmlElement {
  name: string;
  /** Values with entities replaced. */
  attributes: Map<string, string>;
  children: (XmlElement | string)[];
}

/** Maximum elements and depth; no real drawing needs more. */
const maxElements = 100_000;
const maxDepth = 200;

const nameCharacters = String.raw`[A-Za-z_][\w.:-]*`;
const startTag = new RegExp(
  String.raw`<(${nameCharacters})((?:\s+${nameCharacters}\s*=\s*(?:"[^"<]*"|'[^'<]*'))*)\s*(\/?)>`,
  'y',
);
const endTag = new RegExp(String.raw`<\/(${nameCharacters})\s*>`, 'y');
const attribute = new RegExp(String.raw`\s+(${nameCharacters})\s*=\s*(?:"([^"<]*)"|'([^'<]*)')`, 'y');
const documentType = /<!DOCTYPE\s[^[\]<>]*>/iy;

/**
 * Parses a document and gives its root, without comments and processing instructions.
 * @throws PixelError `unreadable`; `unsafe` for custom entities and for too many elements.
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
      const content = text.slice(at, end < 0 ? text.length : end);
      parent.children.push(replaceEntities(content));
      at += content.length;
      continue;
    }
    endTag.lastIndex = at;
    const closingTag = endTag.exec(text);
    if (closingTag) {
      if (open.length === 1 || open.pop()?.name !== closingTag[1])
        throw unreadable(`an end tag of ${closingTag[1]} without a start tag`);
      at = endTag.lastIndex;
      continue;
    }
    startTag.lastIndex = at;
    const openingTag = startTag.exec(text);
    if (!openingTag) throw unreadable(`a broken tag at ${at}`);
    at = startTag.lastIndex;
    if ((count += 1) > maxElements || open.length > maxDepth) throw new PixelError('unsafe', 'too many elements');
    const element = { name: openingTag[1] ?? '', attributes: attributesOf(openingTag[2] ?? ''), children: [] };
    parent.children.push(element);
    if (openingTag[3] !== '/') open.push(element);
  }
  const roots = document.children.filter((child) => typeof child !== 'string');
  if (open.length > 1 || roots.length !== 1 || !roots[0]) throw unreadable('no end');
  return roots[0];
}

/** End of the comment, instruction or document type that starts here; undefined for anything else. */
function skip(text: string, at: number): number | undefined {
  if (text.startsWith('<!--', at)) return endOf(text, '-->', at + 4);
  if (text.startsWith('<?', at)) return endOf(text, '?>', at + 2);
  if (!/^<!doctype/i.test(text.slice(at, at + 9))) return undefined;
  documentType.lastIndex = at;
  // A document type with declarations can expand to huge text, or fetch files.
  if (!documentType.test(text)) throw new PixelError('unsafe', 'a document type with declarations');
  return documentType.lastIndex;
}

function endOf(text: string, closing: string, at: number): number {
  const end = text.indexOf(closing, at);
  if (end < 0) throw unreadable(`no ${closing}`);
  return end + closing.length;
}

function attributesOf(text: string): Map<string, string> {
  const attributes = new Map<string, string>();
  attribute.lastIndex = 0;
  for (let match = attribute.exec(text); match; match = attribute.exec(text)) {
    attributes.set(match[1] ?? '', replaceEntities(match[2] ?? match[3] ?? ''));
  }
  return attributes;
}

const predefinedEntities: Record<string, string> = { amp: '&', lt: '<', gt: '>', quot: '"', apos: "'" };

function replaceEntities(text: string): string {
  if (!text.includes('&')) return text;
  return text.replace(/&([^;\s&]{0,20});?/g, (whole, name: string) => {
    const code = /^#(?:x([\da-f]{1,6})|(\d{1,7}))$/i.exec(name);
    const point = code ? (code[1] ? parseInt(code[1], 16) : Number(code[2])) : undefined;
    if (point !== undefined && point > 0 && point <= 0x10ffff) return String.fromCodePoint(point);
    const character = whole.endsWith(';') ? predefinedEntities[name] : undefined;
    if (character === undefined) throw new PixelError('unsafe', 'a custom entity');
    return character;
  });
}

function unreadable(what: string): PixelError {
  return new PixelError('unreadable', `SVG with ${what}`);
}
