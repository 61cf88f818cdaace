/**
 * The languages that Easel knows: one place for each, which says how an image is written in it, with path and alternative text
 * escaped, where its import goes, and how it is found again. Pure.
 */
import { css } from './code/css';
import { jsx } from './code/jsx';
import { script } from './code/script';
import type { ImagePattern, ImageToInsert, Insertion, InsertionContext, Language } from './contract/language';
import { addressSlotAt, frontmatterSpan, regionAt } from './contract/regions';
import { asciidoc } from './documents/asciidoc';
import { latex } from './documents/latex';
import { markdown, mdx } from './documents/markdown';
import { plain } from './documents/plain';
import { restructuredText } from './documents/restructuredText';
import { typst } from './documents/typst';
import { astro } from './markup/astro';
import { html } from './markup/html';
import { pug } from './markup/pug';
import { svelte } from './markup/svelte';
import { vue } from './markup/vue';

interface Row {
  language: Language;
  /** VS Code's IDs, by the extensions of files that VS Code reports as plain text unless it knows the language. */
  ids: Readonly<Record<string, readonly string[]>>;
  /** The language of a script element; undefined if the language has no such regions. */
  scripts?: Language;
}

const rows: readonly Row[] = [
  { language: asciidoc, ids: { asciidoc: ['adoc', 'asciidoc'] } },
  { language: restructuredText, ids: { restructuredtext: [] } },
  { language: script, ids: { javascript: [], typescript: [] } },
  { language: jsx, ids: { javascriptreact: [], typescriptreact: [] } },
  { language: latex, ids: { latex: ['tex'], tex: [] } },
  { language: typst, ids: { typst: ['typ'] } },
  { language: markdown, ids: { markdown: [], quarto: ['qmd'], rmd: ['rmd'] } },
  { language: mdx, ids: { mdx: ['mdx'] } },
  { language: css, ids: { css: [], scss: [], less: [], sass: [], stylus: ['styl'], postcss: [], tailwindcss: [] } },
  { language: pug, ids: { jade: [], pug: [] } },
  {
    language: html,
    ids: {
      ...{ html: [], xhtml: [], php: [], handlebars: [], razor: [], aspnetcorerazor: [], erb: ['erb'] },
      ...{ 'html-eex': [], 'django-html': [], jinja: ['njk'], 'jinja-html': [], twig: ['twig'] },
      ...{ liquid: ['liquid'], blade: [], ejs: ['ejs'] },
    },
    // The script of a plain page has no bundler that could import an image.
    scripts: plain,
  },
  { language: vue, ids: { vue: ['vue'] }, scripts: script },
  { language: svelte, ids: { svelte: ['svelte'] }, scripts: script },
  { language: astro, ids: { astro: ['astro'] }, scripts: script },
];

const rowsById = new Map(rows.flatMap((row) => Object.keys(row.ids).map((id) => [id, row] as const)));

const idsByExtension = new Map(
  rows.flatMap(({ ids }) => Object.entries(ids).flatMap(([id, files]) => files.map((file) => [file, id] as const))),
);

/** The ID of a document's language: as reported by VS Code, or by the file's extension if that is plain text. */
export function languageOf(languageId: string, path: string): string {
  if (languageId !== 'plaintext') return languageId;
  return idsByExtension.get(/\.(\w+)$/.exec(path)?.[1]?.toLowerCase() ?? '') ?? languageId;
}

/** How images are written in the languages, those first that are part of no other. */
export const imagePatterns: readonly ImagePattern[] = rows.flatMap(({ language }) => language.patterns ?? []);

/** The text for one or several images. */
export function insertionFor(context: InsertionContext, images: readonly ImageToInsert[]): Insertion {
  const language = languageAt(context);
  const [only] = images;
  const slot = context.ownLine ? undefined : addressSlotAt(context.text, context.offset);
  if (slot && only && images.length === 1) return { text: language.address(only, slot) };
  return language.insert(context, images);
}

/** The language at the offset: that of the document, or of the part of it. */
function languageAt({ language: id, text, offset }: InsertionContext): Language {
  const row = rowsById.get(id);
  if (!row) return plain;
  if (!row.scripts) return row.language;
  const fence = id === 'astro' ? frontmatterSpan(text) : undefined;
  if (fence && fence.start < offset && offset <= fence.end) return row.scripts;
  const region = regionAt(text, offset);
  if (region === 'style') return css;
  return region === 'script' ? row.scripts : row.language;
}
