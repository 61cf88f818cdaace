/**
 * What is written into a document for a picture: the syntax of its language, a path that works there, and alternative
 * text, each escaped as that syntax wants it. Pure; `insertPicture.ts` does the edit.
 */
import { importedAs, importLine, placeImports, variableFor, type ImportChange } from './imports';
import { urlOfPath } from './paths';
import { regionAt, scriptSpan, wantsOnlyAddress, type Region, type Span } from './regions';

export interface ImageToInsert {
  /** From the document to the file, with `/`, not encoded: `../images/a red fox.png`. */
  path: string;
  /** What a web page calls it, for files in a served folder: `/a-red-fox.png`. */
  servedPath?: string;
  alt: string;
}

export interface DocumentPlace {
  /** VS Code's id of the document's language. */
  language: string;
  text: string;
  offset: number;
  /** True when the text gets a new line for itself after the line of the place. */
  ownLine?: boolean;
}

export interface Insertion {
  /** Goes to the place itself. */
  text: string;
  /** Goes elsewhere in the same edit: the imports that `text` needs. */
  imports?: ImportChange;
}

type Syntax =
  | 'markdown'
  | 'html'
  | 'css'
  | 'script'
  | 'jsx'
  | 'vue'
  | 'svelte'
  | 'latex'
  | 'restructuredText'
  | 'asciidoc'
  | 'typst'
  | 'pug'
  | 'plain';

const syntaxes: Readonly<Record<string, Syntax>> = {
  markdown: 'markdown',
  mdx: 'markdown',
  quarto: 'markdown',
  rmd: 'markdown',
  html: 'html',
  xhtml: 'html',
  php: 'html',
  handlebars: 'html',
  razor: 'html',
  aspnetcorerazor: 'html',
  erb: 'html',
  'html-eex': 'html',
  'django-html': 'html',
  jinja: 'html',
  'jinja-html': 'html',
  twig: 'html',
  liquid: 'html',
  blade: 'html',
  ejs: 'html',
  astro: 'html',
  css: 'css',
  scss: 'css',
  less: 'css',
  sass: 'css',
  stylus: 'css',
  postcss: 'css',
  tailwindcss: 'css',
  javascript: 'script',
  typescript: 'script',
  javascriptreact: 'jsx',
  typescriptreact: 'jsx',
  vue: 'vue',
  svelte: 'svelte',
  latex: 'latex',
  tex: 'latex',
  restructuredtext: 'restructuredText',
  asciidoc: 'asciidoc',
  typst: 'typst',
  jade: 'pug',
  pug: 'pug',
};

/** The text for one or several pictures at a place. */
export function insertionFor(place: DocumentPlace, pictures: readonly ImageToInsert[]): Insertion {
  const syntax = syntaxAt(place);
  const [only] = pictures;
  const address = place.ownLine ? undefined : wantsOnlyAddress(place.text, place.offset);
  if (address && only && pictures.length === 1) return { text: bareAddress(syntax, only, address) };
  switch (syntax) {
    case 'markdown':
      return joined(pictures, '\n\n', (picture) => `![${markdownText(picture.alt)}](${urlOfPath(picture.path)})`);
    case 'html':
      return joined(pictures, '\n', (picture) => htmlImage(picture.path, picture.alt, '>'));
    case 'vue':
      return joined(pictures, '\n', (picture) => htmlImage(picture.servedPath ?? dotted(picture), picture.alt, ' />'));
    case 'css':
      return joined(pictures, ', ', (picture) => `url("${urlOfPath(picture.servedPath ?? picture.path)}")`);
    case 'script':
      return scriptInsertion(place, pictures);
    case 'jsx':
      return componentInsertion(place, pictures, (source, alt) => `<img src=${source} alt="${attribute(alt)}" />`);
    case 'svelte':
      return componentInsertion(
        place,
        pictures,
        (source, alt) => `<img src=${source} alt="${svelteAttribute(alt)}" />`,
      );
    case 'latex':
      return joined(pictures, '\n', (picture) => `\\includegraphics[width=\\linewidth]{${picture.path}}`);
    case 'restructuredText':
      return joined(pictures, '\n\n', (picture) => `.. image:: ${picture.path}\n   :alt: ${picture.alt}`);
    case 'asciidoc':
      return joined(pictures, '\n\n', (picture) => `image::${picture.path}[${asciidocText(picture.alt)}]`);
    case 'typst':
      return joined(
        pictures,
        '\n',
        (picture) => `#image(${JSON.stringify(picture.path)}, alt: ${JSON.stringify(picture.alt)})`,
      );
    case 'pug':
      return joined(
        pictures,
        '\n',
        (picture) => `img(src="${attribute(urlOfPath(picture.path))}" alt="${attribute(picture.alt)}")`,
      );
    case 'plain':
      return joined(pictures, '\n', (picture) => picture.path);
  }
}

function joined(
  pictures: readonly ImageToInsert[],
  between: string,
  one: (picture: ImageToInsert) => string,
): Insertion {
  return { text: pictures.map((picture) => one(picture)).join(between) };
}

function syntaxAt(place: DocumentPlace): Syntax {
  const syntax = syntaxes[place.language] ?? 'plain';
  if (syntax !== 'html' && syntax !== 'vue' && syntax !== 'svelte') return syntax;
  return syntaxOfRegion(regionAt(place.text, place.offset), syntax);
}

function syntaxOfRegion(region: Region, markup: Syntax): Syntax {
  if (region === 'style') return 'css';
  // The script of a plain page has no bundler behind it that could import a picture.
  if (region === 'script') return markup === 'html' ? 'plain' : 'script';
  return markup;
}

function bareAddress(syntax: Syntax, picture: ImageToInsert, place: 'quoted' | 'bare'): string {
  if (syntax === 'plain' || syntax === 'latex' || syntax === 'typst') return picture.path;
  if (syntax === 'script' || (syntax === 'jsx' && place === 'quoted')) return picture.servedPath ?? dotted(picture);
  if (syntax === 'vue' || syntax === 'svelte') return attribute(urlOfPath(picture.servedPath ?? dotted(picture)));
  return attribute(urlOfPath(picture.path));
}

function htmlImage(path: string, alt: string, end: '>' | ' />'): string {
  return `<img src="${attribute(urlOfPath(path))}" alt="${attribute(alt)}"${end}`;
}

/** Module paths and Vue's templates want `./` before a file of the same folder. */
function dotted(picture: ImageToInsert): string {
  return picture.path.startsWith('../') ? picture.path : `./${picture.path}`;
}

/** An import where a statement can stand; in the middle of a line the import goes up and its name goes to the place. */
function scriptInsertion(place: DocumentPlace, pictures: readonly ImageToInsert[]): Insertion {
  const script = scriptAround(place);
  if (pictures.every((picture) => picture.servedPath !== undefined)) {
    return joined(pictures, ', ', (picture) => `'${quotedText(picture.servedPath ?? '')}'`);
  }
  const { lines, names } = importsFor(place.text, script, pictures);
  if (place.ownLine || isBlankLine(place)) return { text: lines.length > 0 ? lines.join('\n') : names.join(', ') };
  return withImports(names.join(', '), placeImports(place.text, script, lines));
}

function componentInsertion(
  place: DocumentPlace,
  pictures: readonly ImageToInsert[],
  image: (source: string, alt: string) => string,
): Insertion {
  const script = place.language === 'svelte' ? scriptSpan(place.text) : { start: 0, end: place.text.length };
  const own = pictures.filter((picture) => picture.servedPath === undefined);
  const { lines, names } = importsFor(place.text, script ?? { start: 0, end: 0 }, own);
  const text = pictures
    .map((picture) => {
      const served = picture.servedPath;
      const source = served === undefined ? `{${names[own.indexOf(picture)]}}` : `"${attribute(urlOfPath(served))}"`;
      return image(source, picture.alt);
    })
    .join('\n');
  if (!script && lines.length > 0) {
    const block = `<script>\n${lines.map((line) => `  ${line}\n`).join('')}</script>\n\n`;
    return { text, imports: { offset: 0, text: block } };
  }
  return withImports(text, script && placeImports(place.text, script, lines));
}

function importsFor(
  text: string,
  script: Span,
  pictures: readonly ImageToInsert[],
): { lines: string[]; names: string[] } {
  const body = text.slice(script.start, script.end);
  const lines: string[] = [];
  const names: string[] = [];
  for (const picture of pictures) {
    const specifier = dotted(picture);
    const known = importedAs(body, specifier);
    const name = known ?? variableFor(picture.path.split('/').at(-1) ?? '', `${text}\n${lines.join('\n')}`);
    names.push(name);
    if (known === undefined) lines.push(importLine(body, name, specifier));
  }
  return { lines, names };
}

function withImports(text: string, imports: ImportChange | undefined): Insertion {
  return imports ? { text, imports } : { text };
}

function scriptAround(place: DocumentPlace): Span {
  const whole = { start: 0, end: place.text.length };
  if (place.language !== 'vue' && place.language !== 'svelte') return whole;
  return scriptSpan(place.text) ?? whole;
}

function isBlankLine(place: DocumentPlace): boolean {
  const before = place.text.slice(0, place.offset).split('\n').at(-1) ?? '';
  const after = place.text.slice(place.offset).split('\n', 1)[0] ?? '';
  return `${before}${after}`.trim() === '';
}

function markdownText(text: string): string {
  return text.replace(/[\\`*_[\]<]/g, '\\$&');
}

function attribute(text: string): string {
  return text.replace(/&/g, '&amp;').replace(/"/g, '&quot;').replace(/</g, '&lt;').replace(/>/g, '&gt;');
}

/** Svelte reads an expression out of braces in an attribute, too. */
function svelteAttribute(text: string): string {
  return attribute(text).replace(/\{/g, '&#123;').replace(/\}/g, '&#125;');
}

/** A text in the brackets of a block macro; quotes keep commas and equals signs from being read as attributes. */
function asciidocText(text: string): string {
  return `"${text.replace(/"/g, '\\"').replace(/\]/g, '\\]')}"`;
}

function quotedText(text: string): string {
  return text.replace(/[\\']/g, '\\$&');
}
