/** Compiles or renders documents with the tool of their language, and reads back the image that they show. */
import { convert } from '@asciidoctor/core';
import { transform } from '@astrojs/compiler';
import { compileScript, compileTemplate, parse as parseVue, type SFCDescriptor } from '@vue/compiler-sfc';
import { micromark } from 'micromark';
import { gfm, gfmHtml } from 'micromark-extension-gfm';
import { parseFragment, type DefaultTreeAdapterTypes } from 'parse5';
import postcss from 'postcss';
import pug from 'pug';
import type { Component } from 'svelte';
import { compile } from 'svelte/compiler';
import { render } from 'svelte/server';
import ts from 'typescript';

export interface ShownImage {
  /** A URL reference, or the specifier of an import. */
  source: string;
  kind: 'url' | 'specifier';
  /** Undefined where the language has no alternative text. */
  alt?: string | undefined;
  /** Pixels, as the width and the height of the element say; undefined where it has none. */
  size?: { width: number; height: number };
}

export type Judge = (text: string) => Promise<ShownImage> | ShownImage;

export const judges: Readonly<Record<string, Judge>> = {
  markdown: (text) => shownIn(micromark(text, { extensions: [gfm()], htmlExtensions: [gfmHtml()] })),
  mdx: shownInMdx,
  html: (text) => shownIn(text),
  vue: shownInVue,
  svelte: shownInSvelte,
  astro: shownInAstro,
  pug: (text) => shownIn(pug.render(text)),
  asciidoc: async (text) => withoutTypography(shownIn((await convert(text, { safe: 'safe' })) as string)),
  restructuredtext: shownInRestructuredText,
  latex: shownInLatex,
  typst: shownInTypst,
  css: (text) => shownInCss(text),
  typescript: (text) => shownInScript(text),
  typescriptreact: (text) => shownInScript(text),
};

function shownIn(html: string): ShownImage {
  const images = elementsOf(parseFragment(html)).filter(({ tagName }) => tagName === 'img');
  const [image] = images;
  if (!image || images.length > 1) throw new Error(`${images.length} images in ${html}`);
  const valueOf = (name: string) => image.attrs.find((one) => one.name === name)?.value;
  const unknown = image.attrs.filter(({ name }) => !['src', ':src', 'alt', 'width', 'height', 'class'].includes(name));
  if (unknown.length > 0) throw new Error(`attribute ${unknown[0]?.name ?? ''} in ${html}`);
  const sized = sizeOf({ width: valueOf('width'), height: valueOf('height') });
  return { source: valueOf('src') ?? '', kind: 'url', alt: valueOf('alt') ?? '', ...sized };
}

function sizeOf({ width, height }: { width?: unknown; height?: unknown }): Pick<ShownImage, 'size'> {
  if (width === undefined && height === undefined) return {};
  return { size: { width: Number(width), height: Number(height) } };
}

function elementsOf(parent: DefaultTreeAdapterTypes.ParentNode): DefaultTreeAdapterTypes.Element[] {
  return parent.childNodes.flatMap((node) => ('tagName' in node ? [node, ...elementsOf(node)] : []));
}

/** AsciiDoc replaces some characters by nicer ones. */
function withoutTypography(image: ShownImage): ShownImage {
  return { ...image, alt: image.alt?.replaceAll('\u2019', "'").replaceAll('\u2026\u200b', '...') };
}

type Properties = Readonly<Record<string, unknown>>;

async function shownInMdx(text: string): Promise<ShownImage> {
  const shown: Properties[] = [];
  const jsx = (type: unknown, properties: Properties) => {
    if (type === 'img') shown.push(properties);
    return null as never;
  };
  const { evaluate } = await import('@mdx-js/mdx');
  const { default: content } = await evaluate(text, { Fragment: 'fragment', jsx, jsxs: jsx });
  content({});
  return one(shown, 'url');
}

function one([image, ...more]: readonly Properties[], kind: ShownImage['kind']): ShownImage {
  if (!image || more.length > 0) throw new Error(`${more.length + (image ? 1 : 0)} images`);
  return { source: String(image.src), kind, alt: String(image.alt) };
}

/** Vue resolves relative addresses of a template as imports. */
function shownInVue(text: string): ShownImage {
  const { descriptor, errors } = parseVue(text);
  const source = descriptor.template?.content ?? '';
  const [error] = errors;
  if (error) throw new Error(String(error));
  const { alt, size } = shownIn(source);
  return { ...shownInScript(vueCode(descriptor, source)), alt, ...(size ? { size } : {}) };
}

/** The script of the component, or the imports that the compiler makes of its template. */
function vueCode(descriptor: SFCDescriptor, source: string): string {
  if (descriptor.scriptSetup) return compileScript(descriptor, { id: 'a', inlineTemplate: true }).content;
  const { code, errors } = compileTemplate({ source, filename: 'a.vue', id: 'a', transformAssetUrls: {} });
  const [error] = errors;
  if (error) throw new Error(String(error));
  return code.replace(/^export function render[\s\S]*/m, '');
}

async function shownInSvelte(text: string): Promise<ShownImage> {
  const { js } = compile(text, { generate: 'server', dev: false });
  const runtime = 'svelte/internal/server';
  const { component, imported } = run(js.code, { [runtime]: (await import(runtime)) as unknown });
  const { body } = render(component as Component, { props: {} });
  return { ...shownIn(body), source: onlyOf(imported), kind: 'specifier' };
}

async function shownInAstro(text: string): Promise<ShownImage> {
  const { code, diagnostics } = await transform(text, { filename: '/w/a.astro' });
  if (diagnostics.length > 0) throw new Error(diagnostics[0]?.text);
  const { component, imported } = run(code, { 'astro/runtime/server/index.js': astroRuntime });
  const html = (component as () => string)();
  return { ...shownIn(html), source: onlyOf(imported), kind: 'specifier' };
}

/** As much of Astro's runtime as an image needs. */
const astroRuntime = {
  createMetadata: () => ({}),
  createComponent: (content: unknown) => content,
  maybeRenderHead: () => '',
  render: (texts: readonly string[], ...values: string[]) =>
    texts.map((text, index) => `${text}${values[index] ?? ''}`).join(''),
  addAttribute: (value: unknown, name: string) =>
    ` ${name}="${String(value).replaceAll('&', '&amp;').replaceAll('"', '&quot;')}"`,
};

function shownInCss(text: string): ShownImage {
  const values: string[] = [];
  postcss.parse(text).walkDecls(({ value }) => void values.push(value));
  const source = /^url\("((?:[^"\\\n]|\\.)*)"\)$/.exec(onlyOf(values))?.[1];
  if (source === undefined || source.includes('\\')) throw new Error(`not a url(): ${text}`);
  return { source, kind: 'url' };
}

/** As docutils reads the directive: white space is dropped unless it is escaped, a backslash escapes. */
function shownInRestructuredText(text: string): ShownImage {
  const match = /^\.\. image:: (.+)\n {3}:alt: (.*)$/.exec(text);
  if (!match) throw new Error(`not an image: ${text}`);
  const source = (match[1] ?? '').replace(/\\(.)|\s/g, '$1');
  return { source: source, kind: 'specifier', alt: match[2] ?? '' };
}

/** As LaTeX reads a file name: without an escape character, `\\string\\%` is `%`, which alone would start a comment. */
function shownInLatex(text: string): ShownImage {
  const match = /^\\includegraphics\[width=\\linewidth\]\{((?:\\string\\.|[^%#{}])*)\}$/u.exec(text);
  if (!match) throw new Error(`not an image: ${text}`);
  return { source: (match[1] ?? '').replace(/\\string\\(.)/gu, '$1'), kind: 'specifier' };
}

/** As Typst reads its strings: `\\\\` and `\\"` are the only escapes in one line. */
function shownInTypst(text: string): ShownImage {
  const match = /^#image\("((?:\\[\\"]|[^\\"\n])*)", alt: "((?:\\[\\"]|[^\\"\n])*)"\)$/.exec(text);
  if (!match) throw new Error(`not an image: ${text}`);
  const [source = '', alt = ''] = match.slice(1).map((written) => written.replace(/\\(.)/g, '$1'));
  return { source, kind: 'specifier', alt };
}

/** Runs a script whose only import is the image, and which shows it as JSX or exports it. */
function shownInScript(text: string): ShownImage {
  const { shown, imported } = run(text, {});
  const [image] = shown;
  return {
    ...{ source: onlyOf(imported), kind: 'specifier' },
    ...(image ? { alt: String(image.alt), ...sizeOf(image) } : {}),
  };
}

interface Run {
  component: unknown;
  imported: string[];
  shown: Properties[];
}

function run(text: string, modules: Readonly<Record<string, unknown>>): Run {
  const [problem] = diagnosticsOf(sourceFile(text, 'a.tsx'));
  if (problem) throw new Error(`${ts.flattenDiagnosticMessageText(problem.messageText, ' ')} in ${text}`);
  const { module, target, jsx } = {
    module: ts.ModuleKind.CommonJS,
    target: ts.ScriptTarget.ES2022,
    jsx: ts.JsxEmit.React,
  };
  const { outputText } = ts.transpileModule(text, {
    compilerOptions: { module, target, jsx, verbatimModuleSyntax: false, esModuleInterop: true },
    fileName: 'a.tsx',
  });
  const imported: string[] = [];
  const shown: Properties[] = [];
  const required = (specifier: string): unknown => {
    if (specifier in modules) return modules[specifier];
    if (specifier.startsWith('.')) imported.push(specifier);
    return { __esModule: true, default: specifier };
  };
  const React = { createElement: (type: unknown, properties: Properties) => type === 'img' && shown.push(properties) };
  const exported: { default?: unknown } = {};
  // eslint-disable-next-line @typescript-eslint/no-implied-eval -- runs what the compiler made
  const script = new Function('require', 'exports', 'React', outputText) as (...values: unknown[]) => void;
  script(required, exported, React);
  return { component: exported.default, imported, shown };
}

function sourceFile(text: string, name: string): ts.SourceFile {
  return ts.createSourceFile(name, text, ts.ScriptTarget.Latest, true);
}

function diagnosticsOf(file: ts.SourceFile): readonly ts.Diagnostic[] {
  return (file as unknown as { parseDiagnostics: readonly ts.Diagnostic[] }).parseDiagnostics;
}

function onlyOf(found: readonly string[]): string {
  const [first] = found;
  if (first === undefined || new Set(found).size > 1) throw new Error(`${found.length} found: ${found.join(' ')}`);
  return first;
}
