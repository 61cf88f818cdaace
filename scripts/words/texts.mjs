/** Finds the English texts of the project: what the product says, documents, and titles of tests. */
import { globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'svelte/compiler';
import ts from 'typescript';

/** @typedef {{ file: string, line: number, text: string }} Text */

/** @param {string} root folder of the project @returns {Text[]} */
export function collectTexts(root) {
  const read = (file) => readFileSync(join(root, file), 'utf8');
  const files = (...patterns) =>
    patterns.flatMap((pattern) => globSync(pattern, { cwd: root }).map((file) => file.replaceAll('\\', '/'))).sort();
  return [
    ...manifestTexts('package.json', read('package.json')),
    ...nlsTexts('package.nls.json', read('package.nls.json')),
    ...files('{src,webview-ui}/**/*.ts').flatMap((file) => messagesOf(file, read(file))),
    ...files('webview-ui/**/*.svelte').flatMap((file) => componentTexts(file, read(file))),
    ...files('*.md', 'docs/**/*.md', '.github/**/*.md', 'src/**/*.md')
      .filter((file) => !file.includes('.zh-cn.'))
      .flatMap((file) => documentTexts(file, read(file))),
    ...files('.github/ISSUE_TEMPLATE/*.yml').flatMap((file) => documentTexts(file, read(file))),
    ...files('test/**/*.ts').flatMap((file) => titlesOf(file, read(file))),
  ];
}

/** Texts for models, which are in the manifest itself; those for users are in package.nls.json. */
export function manifestTexts(file, json) {
  const texts = [];
  JSON.parse(json, (key, value) => {
    const isText = /^(\w*[dD]escription|title|displayName|label)$/.test(key) && typeof value === 'string';
    if (isText && !value.startsWith('%')) texts.push(value);
    return value;
  });
  return texts.map((text) => ({ file, line: lineOf(json, JSON.stringify(text)), text }));
}

/** @param {string} file @param {string} json keys and texts @returns {Text[]} */
export function nlsTexts(file, json) {
  return Object.entries(JSON.parse(json)).map(([key, text]) => ({
    file,
    line: lineOf(json, JSON.stringify(key)),
    text: withoutCode(text),
  }));
}

/** The first argument of every `t(…)`, `x.t(…)` and `message(…)`. @returns {Text[]} */
export function messagesOf(file, code) {
  return callsOf(file, code)
    .filter(({ name }) => name === 't' || name === 'message')
    .map((one) => ({ ...one, text: withoutPlaceholders(one.text) }));
}

/** The titles that are written out in `describe` and `it`. @returns {Text[]} */
export function titlesOf(file, code) {
  return callsOf(file, code).filter(({ name }) => ['describe', 'it', 'suite', 'test', 'context'].includes(name));
}

/** What a component calls with a text, and its markup. @returns {Text[]} */
export function componentTexts(file, source) {
  const texts = [];
  walk(parse(source, { modern: true }), (node) => {
    const line = lineAt(source, node.start ?? 0);
    if (node.type === 'Text' && /\p{L}{2}/u.test(node.data)) texts.push({ file, line, text: node.data.trim() });
    if (node.type !== 'CallExpression' || !['t', 'message'].includes(node.callee.name ?? node.callee.property?.name))
      return;
    const text = node.arguments[0]?.value;
    if (typeof text === 'string') texts.push({ file, line, text: withoutPlaceholders(text) });
  });
  return texts;
}

/** One text for each line; without code, addresses and comments. @returns {Text[]} */
export function documentTexts(file, source) {
  const blank = (part) => part.replace(/[^\n]/g, '');
  const prose = source
    .replace(/^```[\s\S]*?^```/gm, blank)
    .replace(/<!--[\s\S]*?-->/g, blank)
    .replace(/\]\([^)\s]*\)/g, ']')
    .replace(/https?:\/\/\S+/g, '')
    .replace(/<[^>\n]+>/g, '');
  return prose.split('\n').flatMap((text, at) => {
    const words = withoutCode(text).trim();
    return words === '' ? [] : [{ file, line: at + 1, text: words }];
  });
}

function withoutPlaceholders(text) {
  return text.replace(/\{\w+\}/g, '{…}');
}

function withoutCode(text) {
  return text.replace(/`[^`\n]*`/g, '`…`');
}

/** @returns {(Text & { name: string })[]} calls whose first argument has text written out, with the name of what is called */
function callsOf(file, code) {
  const source = ts.createSourceFile(file, code, ts.ScriptTarget.Latest, true);
  const found = [];
  const visit = (node) => {
    if (ts.isCallExpression(node) && node.arguments[0]) {
      const name = calledName(node.expression);
      const line = source.getLineAndCharacterOfPosition(node.getStart()).line + 1;
      for (const text of textsIn(node.arguments[0])) found.push({ file, line, text, name });
    }
    ts.forEachChild(node, visit);
  };
  visit(source);
  return found;
}

/** `it`, `facts.t`, and `it.only`. */
function calledName(callee) {
  if (ts.isIdentifier(callee)) return callee.text;
  if (!ts.isPropertyAccessExpression(callee)) return undefined;
  return ['only', 'skip'].includes(callee.name.text) ? calledName(callee.expression) : callee.name.text;
}

/** Literals, the written parts of templates, and both sides of a choice or a sum. */
function textsIn(node) {
  if (ts.isStringLiteralLike(node)) return [node.text];
  if (ts.isTemplateExpression(node)) {
    return [[node.head.text, ...node.templateSpans.map(({ literal }) => literal.text)].join('…')];
  }
  if (ts.isConditionalExpression(node)) return [...textsIn(node.whenTrue), ...textsIn(node.whenFalse)];
  if (ts.isBinaryExpression(node)) return [...textsIn(node.left), ...textsIn(node.right)];
  return [];
}

function walk(node, visit) {
  if (node === null || typeof node !== 'object') return;
  if (typeof node.type === 'string') visit(node);
  for (const value of Object.values(node)) walk(value, visit);
}

function lineOf(source, part) {
  return lineAt(source, Math.max(0, source.indexOf(part)));
}

function lineAt(source, offset) {
  return source.slice(0, offset).split('\n').length;
}
