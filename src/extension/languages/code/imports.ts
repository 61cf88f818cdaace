/** Import statements for images in JavaScript and TypeScript. */
import type { ImportChange } from '../contract/language';
import type { Span } from '../contract/regions';
import { codeOf } from './sourceCode';

const importStatement =
  /^[ \t]*import\b[^'"\n;]*(?:\{[^}]*\}[^'"\n;]*)?['"][^'"\n]+['"](?:\s*(?:with|assert)\s*\{[^}]*\})?;?[ \t]*$/gm;

/** Name of the variable for an image: `aRedFoxUrl` for `a-red-fox.png`, with a number if `text` contains that name. */
export function variableFor(fileName: string, text: string): string {
  const stem = fileName.replace(/\.[^.]*$/, '');
  const words = stem.split(/(?:[^\p{ID_Continue}]|\p{Pc})+/u).filter((word) => word !== '');
  const joined = words.map((word, index) => (index === 0 ? lowerFirst(word) : upperFirst(word))).join('');
  const base = /^\p{ID_Start}/u.test(joined) ? `${joined}Url` : `image${upperFirst(joined)}Url`;
  let name = base;
  for (let number = 2; hasWord(text, name); number += 1) name = `${base}${number}`;
  return name;
}

const defaultImport =
  /^[ \t]*import\s+([\p{ID_Start}_$][\p{ID_Continue}$]*)\s+from\s+(['"])((?:\\.|(?!\2)[^\\\n])*)\2/gmu;

/** Name of the variable as which `text` already imports this module. */
export function importedAs(text: string, specifier: string): string | undefined {
  for (const match of codeOf(text).matchAll(defaultImport)) {
    if (match[3]?.replace(/\\(.)/g, '$1') === specifier) return match[1];
  }
  return undefined;
}

/** An import statement in the style of those in `script`. */
export function importLine(script: string, variable: string, specifier: string): string {
  const first = [...codeOf(script).matchAll(importStatement)][0]?.[0];
  const quote = first?.includes('"') && !first.includes("'") ? '"' : "'";
  const end = first !== undefined && !first.trimEnd().endsWith(';') ? '' : ';';
  const quoted = specifier.replace(/[\\\n\r]|['"]/g, (character) =>
    character === quote || character === '\\' ? `\\${character}` : character,
  );
  return `import ${variable} from ${quote}${quoted}${quote}${end}`;
}

/** Inserts lines after the last import of the script, or at its top; undefined if there are no lines. */
export function placeImports(text: string, script: Span, lines: readonly string[]): ImportChange | undefined {
  if (lines.length === 0) return undefined;
  const body = text.slice(script.start, script.end);
  const last = [...codeOf(body).matchAll(importStatement)].at(-1);
  if (last) {
    const indent = /^[ \t]*/.exec(last[0])?.[0] ?? '';
    return {
      offset: script.start + last.index + last[0].length,
      text: lines.map((line) => `\n${indent}${line}`).join(''),
    };
  }
  if (script.start > 0) {
    const indent = script.indent ?? /\n([ \t]+)\S/.exec(body)?.[1] ?? '  ';
    return { offset: script.start, text: lines.map((line) => `\n${indent}${line}`).join('') };
  }
  const top = headEnd(body);
  const rest = body.slice(top);
  const gap = rest === '' || /^\r?\n/.test(rest) ? '' : '\n';
  return { offset: top, text: `${lines.join('\n')}\n${gap}` };
}

const headParts = [
  /#![^\n]*\n/y,
  /[ \t]*\/\/[^\n]*\n/y,
  /[ \t]*\/\*[\s\S]*?\*\/[ \t]*\r?\n/y,
  /[ \t]*(['"])use [a-z ]+\1;?[ \t]*\r?\n/y,
  /[ \t]*\r?\n/y,
];

/** Offset of the first statement: after a shebang, the leading comments and the directives. */
function headEnd(text: string): number {
  let end = 0;
  let offset = 0;
  for (let part = headPartAt(text, offset); part !== ''; part = headPartAt(text, offset)) {
    offset += part.length;
    if (part.trim() !== '') end = offset;
  }
  return end;
}

function headPartAt(text: string, offset: number): string {
  for (const part of headParts) {
    part.lastIndex = offset;
    const match = part.exec(text);
    if (match) return match[0];
  }
  return '';
}

function hasWord(text: string, word: string): boolean {
  let at = text.indexOf(word);
  while (at >= 0) {
    const around = text.charAt(at - 1) + text.charAt(at + word.length);
    if (!/[\p{ID_Continue}$]/u.test(around)) return true;
    at = text.indexOf(word, at + 1);
  }
  return false;
}

function upperFirst(word: string): string {
  return word.charAt(0).toUpperCase() + word.slice(1);
}

function lowerFirst(word: string): string {
  return word.charAt(0).toLowerCase() + word.slice(1);
}
