/**
 * An SVG from outside, written anew so that nothing is left in it but a drawing: only elements and attributes that draw,
 * no script, no animation, no link but into itself, no entities. The renderer could not fetch or run anything either; this
 * is the first of two walls.
 */
import { sniffImage } from './sniff';
import { PixelError } from './pixelImage';
import { parseXml, type XmlElement } from './xml';

export interface SafeSvg {
  svg: string;
  /** What was left out, each once: `script`, `link`. */
  dropped: string[];
}

interface Size {
  width: number;
  height: number;
}

const drawing = new Set(
  (
    'svg g a defs symbol use switch path rect circle ellipse line polyline polygon text tspan textPath image style ' +
    'linearGradient radialGradient stop pattern clipPath mask marker filter feBlend feColorMatrix feComponentTransfer ' +
    'feComposite feConvolveMatrix feDiffuseLighting feDisplacementMap feDistantLight feDropShadow feFlood feFuncA feFuncB ' +
    'feFuncG feFuncR feGaussianBlur feMerge feMergeNode feMorphology feOffset fePointLight feSpecularLighting feSpotLight ' +
    'feTile feTurbulence'
  ).split(' '),
);

/** Elements that do something; that they are missing may be seen. */
const acting = /^(script|foreignObject|iframe|handler|listener|animate\w*|set|audio|video)$/i;

/** So much may be drawn when everything that refers to something else is counted as often as it is drawn. */
const mostDrawn = 200_000;
/** Pixels of all pictures inside the drawing. */
const mostPixelsInside = 25_000_000;

/**
 * @param size `drawn`: in which it is drawn; `own`: of the drawing as it says itself.
 * @throws PixelError `unreadable`, `unsafe`.
 */
export function safeSvg(text: string, size: { drawn: Size; own: Size }): SafeSvg {
  const root = parseXml(text);
  if (bare(root.name) !== 'svg') throw new PixelError('unreadable', 'the root is not svg');
  const writer = new Writer();
  const { width, height } = size.drawn;
  if (!root.attributes.has('viewBox')) {
    root.attributes.set('viewBox', `0 0 ${size.own.width} ${size.own.height}`);
  }
  for (const [name, value] of Object.entries({ x: '0', y: '0', width: String(width), height: String(height) })) {
    root.attributes.set(name, value);
  }
  refuseTooMuch(root);
  const inner = writer.element(root);
  const svg = `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${height}">${inner}</svg>`;
  return { svg, dropped: [...writer.dropped].sort() };
}

class Writer {
  readonly dropped = new Set<string>();
  #pixelsInside = 0;

  element(element: XmlElement): string {
    const name = bare(element.name);
    if (!drawing.has(name)) {
      if (acting.test(name)) this.dropped.add('script');
      return '';
    }
    const attributes = [...element.attributes].map(([key, value]) => this.#attribute(name, key, value)).join('');
    const isStyle = name === 'style';
    const children = element.children.map((child) => {
      if (typeof child !== 'string') return isStyle ? '' : this.element(child);
      return escaped(isStyle ? this.#style(child) : child);
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
    return ` ${name}="${escaped(this.#style(value))}"`;
  }

  #link(element: string, target: string): string {
    const isInside = target.startsWith('#');
    // What a link leads to is not drawn.
    if (element === 'a') return '';
    if (isInside || (element === 'image' && this.#isImage(target))) return ` href="${escaped(target)}"`;
    this.dropped.add('link');
    return '';
  }

  #isImage(target: string): boolean {
    const data = /^data:image\/(?:png|jpe?g|gif|webp);base64,([\w+/=\s]+)$/i.exec(target);
    const facts = data && sniffImage(Buffer.from(data[1] ?? '', 'base64'));
    if (!facts) return false;
    this.#pixelsInside += facts.width * facts.height;
    if (this.#pixelsInside > mostPixelsInside) throw new PixelError('unsafe', 'too large pictures inside');
    return true;
  }

  /** CSS and values of attributes: no import, no address but into the drawing. */
  #style(text: string): string {
    if (!/url|@import|image|src/i.test(text)) return text;
    const safe = text
      .replace(/@import[^;]*;?/gi, '')
      .replace(/url\(\s*(["']?)([^)]*?)\1\s*\)/gi, (whole, _quote, target: string) =>
        target.trim().startsWith('#') ? whole : 'none',
      );
    if (safe !== text) this.dropped.add('link');
    return safe;
  }
}

/** Refuses a drawing in which little stands for very much: elements that draw others that draw others. */
function refuseTooMuch(root: XmlElement): void {
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
    // A circle counts once: the renderer leaves it out.
    counts.set(element, 0);
    let sum = 1;
    for (const child of element.children) if (typeof child !== 'string') sum += count(child);
    for (const id of targetsOf(element)) {
      const target = byId.get(id);
      if (target) sum += count(target);
    }
    counts.set(element, sum);
    depth -= 1;
    if (sum > mostDrawn) throw new PixelError('unsafe', 'too much to draw');
    return sum;
  };
  count(root);
}

function targetsOf({ attributes }: XmlElement): string[] {
  const targets: string[] = [];
  for (const [name, value] of attributes) {
    if (/^(xlink:)?href$/.test(name) && value.trim().startsWith('#')) targets.push(value.trim().slice(1));
    else for (const match of value.matchAll(/url\(\s*["']?#([^)"']+)/g)) targets.push((match[1] ?? '').trim());
  }
  return targets;
}

/** Prefixes other than `svg:` belong to programs that draw; what they mark is no drawing. */
function bare(name: string): string {
  return name.startsWith('svg:') ? name.slice(4) : name;
}

function escaped(text: string): string {
  return (
    text
      // Characters that XML does not have.
      // eslint-disable-next-line no-control-regex
      .replace(/[\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffe\uffff]/g, '')
      .replace(/[&<>"]/g, (character) => `&#${character.charCodeAt(0)};`)
  );
}
