/**
 * The text that is inserted for an image, in the syntax of the document's language, with path and alternative text escaped
 * for that syntax. Pure; `insertImages.ts` applies the edit.
 */
import { imagesFolderOf } from '../workspaceImages/imagePaths';
import { asciidocPath, pathBelow } from './asciidocPaths';
import { cssSlotAfter } from './cssSlot';
import {
  asciidocText,
  astroAttribute,
  attribute,
  markdownText,
  mdxText,
  quotedText,
  restructuredPath,
  svelteAttribute,
} from './escapes';
import { importedAs, importLine, placeImports, variableFor, type ImportChange } from './imports';
import { urlOfPath } from './paths';
import { frontmatterSpan, regionAt, scriptSpan, addressSlotAt, type Region, type Span } from './regions';

export interface ImageToInsert {
  /** From the document to the file, with `/`, not encoded: `../images/a red fox.png`. */
  path: string;
  /** Path on the web server, for files in a served folder: `/a-red-fox.png`. */
  servedPath?: string;
  alt: string;
}

export interface InsertionContext {
  /** VS Code's language ID of the document. */
  language: string;
  text: string;
  offset: number;
  /** True if the text is inserted on its own line after that of the offset. */
  ownLine?: boolean;
  /** True if an imported image is an object with `src`, as in Next.js, instead of its URL. */
  importsObjects?: boolean;
}

export interface Insertion {
  /** Inserted at the offset. */
  text: string;
  /** The imports that `text` needs, inserted elsewhere by the same edit. */
  imports?: ImportChange;
  /** True for a CSS declaration that is in no rule. */
  isOutsideRule?: boolean;
}

type Syntax =
  | 'markdown'
  | 'mdx'
  | 'html'
  | 'css'
  | 'script'
  | 'jsx'
  | 'vue'
  | 'svelte'
  | 'astro'
  | 'latex'
  | 'restructuredText'
  | 'asciidoc'
  | 'typst'
  | 'pug'
  | 'plain';

const syntaxes: Readonly<Record<string, Syntax>> = {
  markdown: 'markdown',
  mdx: 'mdx',
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
  astro: 'astro',
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

/** The text for one or several images. */
export function insertionFor(context: InsertionContext, images: readonly ImageToInsert[]): Insertion {
  const syntax = syntaxAt(context);
  const [only] = images;
  const address = context.ownLine ? undefined : addressSlotAt(context.text, context.offset);
  if (address && only && images.length === 1) return { text: bareAddress(syntax, only, address) };
  switch (syntax) {
    case 'markdown':
      return joined(images, '\n\n', (image) => `![${markdownText(image.alt)}](${urlOfPath(image.path)})`);
    case 'mdx':
      return joined(images, '\n\n', (image) => `![${mdxText(image.alt)}](${urlOfPath(image.path)})`);
    case 'html':
      return joined(images, '\n', (image) => htmlImage(image.path, image.alt, '>'));
    case 'vue':
      return joined(images, '\n', (image) => htmlImage(image.servedPath ?? dotted(image), image.alt, ' />'));
    case 'css':
      return cssInsertion(context, images);
    case 'script':
      return scriptInsertion(context, images);
    case 'astro':
      return componentInsertion(context, images, (source, alt) => `<img src=${source} alt=${astroAttribute(alt)} />`);
    case 'jsx':
      return componentInsertion(context, images, (source, alt) => `<img src=${source} alt="${attribute(alt)}" />`);
    case 'svelte':
      return componentInsertion(
        context,
        images,
        (source, alt) => `<img src=${source} alt="${svelteAttribute(alt)}" />`,
      );
    case 'latex':
      return joined(images, '\n', (image) => `\\includegraphics[width=\\linewidth]{${image.path}}`);
    case 'restructuredText':
      return joined(images, '\n\n', (image) => `.. image:: ${restructuredPath(image.path)}\n   :alt: ${image.alt}`);
    case 'asciidoc':
      return joined(images, '\n\n', (image) => `image::${asciidocTarget(context, image)}[${asciidocText(image.alt)}]`);
    case 'typst':
      return joined(
        images,
        '\n',
        (image) => `#image(${JSON.stringify(image.path)}, alt: ${JSON.stringify(image.alt)})`,
      );
    case 'pug':
      return joined(
        images,
        '\n',
        (image) => `img(src=${JSON.stringify(urlOfPath(image.path))} alt=${JSON.stringify(image.alt)})`,
      );
    case 'plain':
      return joined(images, '\n', (image) => image.path);
  }
}

function joined(images: readonly ImageToInsert[], between: string, one: (image: ImageToInsert) => string): Insertion {
  return { text: images.map((image) => one(image)).join(between) };
}

function asciidocTarget(context: InsertionContext, image: ImageToInsert): string {
  return asciidocPath(pathBelow(imagesFolderOf(context.text.slice(0, context.offset)), image.path));
}

function cssInsertion(context: InsertionContext, images: readonly ImageToInsert[]): Insertion {
  const before = context.text.slice(0, context.offset);
  const sheet = before.slice(/^[\s\S]*<style\b[^>]*>/i.exec(before)?.[0].length ?? 0);
  const isIndented = context.language === 'sass' || context.language === 'stylus';
  const slot = cssSlotAfter(sheet, isIndented);
  const { text } = joined(images, ', ', (image) => `url("${urlOfPath(image.servedPath ?? image.path)}")`);
  if (slot === 'value') return { text };
  const declaration = `background-image: ${text}${isIndented ? '' : ';'}`;
  return slot === 'outside' ? { text: declaration, isOutsideRule: true } : { text: declaration };
}

function syntaxAt(context: InsertionContext): Syntax {
  const syntax = syntaxes[context.language] ?? 'plain';
  if (syntax === 'astro') {
    const fence = frontmatterSpan(context.text);
    if (fence && fence.start < context.offset && context.offset <= fence.end) return 'script';
    return syntaxOfRegion(regionAt(context.text, context.offset), syntax);
  }
  if (syntax !== 'html' && syntax !== 'vue' && syntax !== 'svelte') return syntax;
  return syntaxOfRegion(regionAt(context.text, context.offset), syntax);
}

function syntaxOfRegion(region: Region, markup: Syntax): Syntax {
  if (region === 'style') return 'css';
  // The script of a plain HTML page has no bundler that could import an image.
  if (region === 'script') return markup === 'html' ? 'plain' : 'script';
  return markup;
}

function bareAddress(syntax: Syntax, image: ImageToInsert, context: 'quoted' | 'bare'): string {
  if (syntax === 'plain' || syntax === 'latex' || syntax === 'typst') return image.path;
  if (syntax === 'astro') return attribute(urlOfPath(image.servedPath ?? image.path));
  if (syntax === 'script' || (syntax === 'jsx' && context === 'quoted')) return image.servedPath ?? dotted(image);
  if (syntax === 'vue' || syntax === 'svelte') return attribute(urlOfPath(image.servedPath ?? dotted(image)));
  return attribute(urlOfPath(image.path));
}

function htmlImage(path: string, alt: string, end: '>' | ' />'): string {
  return `<img src="${attribute(urlOfPath(path))}" alt="${attribute(alt)}"${end}`;
}

/** Module paths and Vue templates need `./` before a file in the same folder. */
function dotted(image: ImageToInsert): string {
  return image.path.startsWith('../') ? image.path : `./${image.path}`;
}

/** On a blank line, the import statement itself; within a line, the variable's name, with the import added above. */
function scriptInsertion(context: InsertionContext, images: readonly ImageToInsert[]): Insertion {
  const script = scriptAround(context);
  if (images.every((image) => image.servedPath !== undefined)) {
    return joined(images, ', ', (image) => `'${quotedText(image.servedPath ?? '')}'`);
  }
  const { lines, names } = importsFor(context, script, images);
  if (context.ownLine || isBlankLine(context)) return { text: lines.length > 0 ? lines.join('\n') : names.join(', ') };
  return withImports(names.join(', '), placeImports(context.text, script, lines));
}

function componentInsertion(
  context: InsertionContext,
  images: readonly ImageToInsert[],
  element: (source: string, alt: string) => string,
): Insertion {
  const script = componentScript(context);
  const own = images.filter((image) => image.servedPath === undefined);
  const { lines, names } = importsFor(context, script ?? { start: 0, end: 0 }, own);
  const text = images
    .map((image) => {
      const served = image.servedPath;
      const source = served === undefined ? `{${names[own.indexOf(image)]}}` : `"${attribute(urlOfPath(served))}"`;
      return element(source, image.alt);
    })
    .join('\n');
  if (!script && lines.length > 0) {
    const block =
      context.language === 'astro'
        ? `---\n${lines.join('\n')}\n---\n\n`
        : `<script>\n${lines.map((line) => `  ${line}\n`).join('')}</script>\n\n`;
    return { text, imports: { offset: 0, text: block } };
  }
  return withImports(text, script && placeImports(context.text, script, lines));
}

function componentScript({ language, text }: InsertionContext): Span | undefined {
  if (language === 'svelte') return scriptSpan(text);
  if (language === 'astro') return frontmatterSpan(text);
  return { start: 0, end: text.length };
}

/** The lines to add, and the expression for each image's URL. */
function importsFor(
  { text, language, importsObjects }: InsertionContext,
  script: Span,
  images: readonly ImageToInsert[],
): { lines: string[]; names: string[] } {
  const body = text.slice(script.start, script.end);
  const lines: string[] = [];
  const names: string[] = [];
  for (const image of images) {
    const specifier = dotted(image);
    const known = importedAs(body, specifier);
    const name = known ?? variableFor(image.path.split('/').at(-1) ?? '', `${text}\n${lines.join('\n')}`);
    names.push(language === 'astro' || importsObjects ? `${name}.src` : name);
    if (known === undefined) lines.push(importLine(body, name, specifier));
  }
  return { lines, names };
}

function withImports(text: string, imports: ImportChange | undefined): Insertion {
  return imports ? { text, imports } : { text };
}

function scriptAround(context: InsertionContext): Span {
  const whole = { start: 0, end: context.text.length };
  if (context.language === 'astro') return astroScript(context) ?? whole;
  if (context.language !== 'vue' && context.language !== 'svelte') return whole;
  return scriptSpan(context.text) ?? whole;
}

function astroScript({ text, offset }: InsertionContext): Span | undefined {
  const fence = frontmatterSpan(text);
  return fence && offset <= fence.end ? fence : scriptSpan(text);
}

function isBlankLine(context: InsertionContext): boolean {
  const before = context.text.slice(0, context.offset).split('\n').at(-1) ?? '';
  const after = context.text.slice(context.offset).split('\n', 1)[0] ?? '';
  return `${before}${after}`.trim() === '';
}
