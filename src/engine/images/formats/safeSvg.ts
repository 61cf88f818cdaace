/**
 * Rewrites an SVG from outside so that nothing but a drawingElements is left: only elements and attributes that draw, no
 * script, no animation, no link except into itself, no entities. The renderer can't fetch or run anything either; this
 * is the first of two defenses.
 */
import { sniffImage } from './sniff';
import { PixelError } from './pixelImage';
import { parseXml, type XmlElement } from './xml';

export interface SafeSvg {
  svg: string;
  /** What was removed, each once: `script`, `link`. */
  dropped: string[];
}

interface Size {
  width: number;
  height: number;
}

const drawingElements = new Set(
  (
    'svg g a defs symbol use switch path rect circle ellipse line polyline polygon text tspan textPath image style ' +
    'linearGradient radialGradient stop pattern clipPath mask marker filter feBlend feColorMatrix feComponentTransfer ' +
    'feComposite feConvolveMatrix feDiffuseLighting feDisplacementMap feDistantLight feDropShadow feFlood feFuncA feFuncB ' +
    'feFuncG feFuncR feGaussianBlur feMerge feMergeNode feMorphology feOffset fePointLight feSpecularLighting feSpotLight ' +
    'feTile feTurbulence'
  ).split(' '),
);

/** Active elements. Their removal may be visible, so it is reported. */
const activeElements = /^(script|foreignObject|iframe|handler|listener|animate\w*|set|audio|video)$/i;

/** Maximum elements to draw, counting referenced elements as often as they are drawn. */
const maxDrawnElements = 200_000;
/** Maximum pixels of all images inside the drawingElements. */
const maxInnerPixels = 25_000_000;

/**
 * @param size `drawn`: the size to draw it in; `own`: the size that the SVG declares.
 * @throws PixelError `unreadable`, `unsafe`.
 */
export function safeSvg(text: string, size: { drawn: Size; own: Size }): SafeSvg {
  const root = parseXml(text);
  if (localName(root.name) !== 'svg') throw new PixelError('unreadable', 'the root is not svg');
  const writer = new Writer();
  const { width, height } = size.drawn;
  if (!root.attributes.has('viewBox')) {
    root.attributes.set('viewBox', `0 0 ${size.own.width} ${size.own.height}`);
  }
  for (const [name, value] of Object.entries({ x: '0', y: '0', width: String(width), height: String(height) })) {
    root.attributes.set(name, value);
  }
  rejectOversized(root);
  const inner = writer.element(root);
  const svg = `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${height}">${inner}</svg>`;
  return { svg, dropped: [...writer.dropped].sort() };
}

class Writer {
  readonly dropped = new Set<string>();
  #innerPixels = 0;

  element(element: XmlElement): string {
    const name = localName(element.name);
    if (!drawingElements.has(name)) {
      if (activeElements.test(name)) this.dropped.add('script');
      return '';
    }
    const attributes = [...element.attributes].map(([key, value]) => this.#attribute(name, key, value)).join('');
    const isStyle = name === 'style';
    const children = element.children.map((child) => {
      if (typeof child !== 'string') return isStyle ? '' : this.element(child);
      return escape(isStyle ? this.#style(child) : child);
    });
    return `<${name}${attributes}>${children.join('')}</${name}>`;
  }

  #attribute(element: string, key: string, value: string): string {
    const name = key === 'xlink:href' ? 'href' : key;
    if (/^on/i.test(name)) {
      this.dropped.add('script');
      return '';
    }
    if (name === 'href') return this.#link(element, value.trim());
    if (!/^[A-Za-z][\w-]*$/.test(name) || name === 'xmlns') return '';
    return ` ${name}="${escape(this.#style(value))}"`;
  }

  #link(element: string, reference: string): string {
    const isInside = reference.startsWith('#');
    // The reference of a link is not drawn.
    if (element === 'a') return '';
    if (isInside || (element === 'image' && this.#isImage(reference))) return ` href="${escape(reference)}"`;
    this.dropped.add('link');
    return '';
  }

  #isImage(reference: string): boolean {
    const data = /^data:image\/(?:png|jpe?g|gif|webp);base64,([\w+/=\s]+)$/i.exec(reference);
    const facts = data && sniffImage(Buffer.from(data[1] ?? '', 'base64'));
    if (!facts) return false;
    this.#innerPixels += facts.width * facts.height;
    if (this.#innerPixels > maxInnerPixels) throw new PixelError('unsafe', 'too large images inside');
    return true;
  }

  /** Sanitizes CSS and attribute values: no import, no URL except into the drawingElements. */
  #style(text: string): string {
    if (!/url|@import|image|src/i.test(text)) return text;
    const safe = text
      .replace(/@import[^;]*;?/gi, '')
      .replace(/url\(\s*(["']?)([^)]*?)\1\s*\)/gi, (whole, _quote, reference: string) =>
        reference.trim().startsWith('#') ? whole : 'none',
      );
    if (safe !== text) this.dropped.add('link');
    return safe;
  }
}

/** Rejects a small file with a huge drawingElements: elements that reference others that reference others. */
function rejectOversized(root: XmlElement): void {
  const byId = new Map<string, XmlElement>();
  const collect = (element: XmlElement): void => {
    const id = element.attributes.get('id');
    if (id !== undefined) byId.set(id, element);
    for (const child of element.children) if (typeof child !== 'string') collect(child);
  };
  collect(root);
  const counts = new Map<XmlElement, number>();
  let depth = 0;
  const count = (element: XmlElement): number => {
    const known = counts.get(element);
    if (known !== undefined) return known;
    if ((depth += 1) > 2000) throw new PixelError('unsafe', 'too long a chain of elements');
    // A circular reference counts once: the renderer ignores it.
    counts.set(element, 0);
    let sum = 1;
    for (const child of element.children) if (typeof child !== 'string') sum += count(child);
    for (const id of referencesOf(element)) {
      const reference = byId.get(id);
      if (reference) sum += count(reference);
    }
    counts.set(element, sum);
    depth -= 1;
    if (sum > maxDrawnElements) throw new PixelError('unsafe', 'too much to draw');
    return sum;
  };
  count(root);
}

function referencesOf({ attributes }: XmlElement): string[] {
  const references: string[] = [];
  for (const [name, value] of attributes) {
    if (/^(xlink:)?href$/.test(name) && value.trim().startsWith('#')) references.push(value.trim().slice(1));
    else for (const match of value.matchAll(/url\(\s*["']?#([^)"']+)/g)) references.push((match[1] ?? '').trim());
  }
  return references;
}

/** Removes the prefix `svg:`. Other prefixes belong to drawingElements programs, and mark nothing that is drawn. */
function localName(name: string): string {
  return name.startsWith('svg:') ? name.slice(4) : name;
}

function escape(text: string): string {
  return (
    text
      // Characters that are invalid in XML.
      // eslint-disable-next-line no-control-regex
      .replace(/[\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffe\uffff]/g, '')
      .replace(/[&<>"]/g, (character) => `&#${character.charCodeAt(0)};`)
  );
}
