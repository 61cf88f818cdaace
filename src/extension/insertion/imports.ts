/** Import lines for pictures in JavaScript and TypeScript. */
import type { Span } from './regions';

export interface ImportChange {
  /** Where the line goes, as an offset into the whole text. */
  offset: number;
  text: string;
}

const importStatement =
  /^[ \t]*import\b[^'"\n;]*(?:\{[^}]*\}[^'"\n;]*)?['"][^'"\n]+['"](?:\s*(?:with|assert)\s*\{[^}]*\})?;?[ \t]*$/gm;

/** The variable that stands for a picture: `a-red-fox.png` becomes `aRedFoxUrl`, and never a name that `text` has. */
export function variableFor(fileName: string, text: string): string {
  const stem = fileName.replace(/\.[^.]*$/, '');
  const words = stem.split(/[^\p{L}\p{N}]+/u).filter((word) => word !== '');
  const joined = words.map((word, index) => (index === 0 ? lowerFirst(word) : upperFirst(word))).join('');
  const base = /^[\p{L}_$]/u.test(joined) ? `${joined}Url` : `picture${upperFirst(joined)}Url`;
  let name = base;
  for (let number = 2; hasWord(text, name); number += 1) name = `${base}${number}`;
  return name;
}

/** The variable under which `text` imports this module already. */
export function importedAs(text: string, specifier: string): string | undefined {
  for (const match of text.matchAll(/^[ \t]*import\s+([\p{L}_$][\p{L}\p{N}_$]*)\s+from\s+(['"])(.*?)\2/gmu)) {
    if (match[3] === specifier) return match[1];
  }
  return undefined;
}

/** An import line in the style of the imports that stand in `script`. */
export function importLine(script: string, variable: string, specifier: string): string {
  const first = [...script.matchAll(importStatement)][0]?.[0];
  const quote = first?.includes('"') && !first.includes("'") ? '"' : "'";
  const end = first !== undefined && !first.trimEnd().endsWith(';') ? '' : ';';
  const quoted = specifier.replace(/[\\\n\r]|['"]/g, (character) =>
    character === quote || character === '\\' ? `\\${character}` : character,
  );
  return `import ${variable} from ${quote}${quoted}${quote}${end}`;
}

/** Puts lines after the last import of the script, or at its top; undefined when there are none. */
export function placeImports(text: string, script: Span, lines: readonly string[]): ImportChange | undefined {
  if (lines.length === 0) return undefined;
  const body = text.slice(script.start, script.end);
  const last = [...body.matchAll(importStatement)].at(-1);
  if (last) {
    const indent = /^[ \t]*/.exec(last[0])?.[0] ?? '';
    return {
      offset: script.start + last.index + last[0].length,
      text: lines.map((line) => `\n${indent}${line}`).join(''),
    };
  }
  if (script.start > 0) {
    const indent = /\n([ \t]+)\S/.exec(body)?.[1] ?? '  ';
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

/** Where the first statement may stand: after a shebang, the file's opening comments and its directives. */
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
    if (!/[\p{L}\p{N}_$]/u.test(around)) return true;
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
