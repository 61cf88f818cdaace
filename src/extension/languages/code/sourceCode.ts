/** Tells code from comments and template strings in JavaScript and TypeScript. Pure. */

const skipped =
  /\/\*[\s\S]*?(?:\*\/|$)|\/\/[^\n]*|'(?:\\.|[^'\\\n])*'|"(?:\\.|[^"\\\n])*"|(?<=[=(,:[!&|?{};]\s*)\/(?![*/])(?:\\.|\[(?:\\.|[^\]\\\n])*\]|[^/\\\n[])+\/[a-z]*/y;

/** The text with the same offsets, in which comments and template strings are blank. Quoted strings stay. */
export function codeOf(text: string): string {
  let code = '';
  let offset = 0;
  while (offset < text.length) {
    const length = text.charAt(offset) === '`' ? templateLength(text, offset) : lengthAt(text, offset);
    const part = text.slice(offset, offset + Math.max(1, length));
    const isString = part.length > 1 && /^['"]/.test(part);
    code += part.length > 1 && !isString ? part.replace(/[^\n]/g, ' ') : part;
    offset += part.length;
  }
  return code;
}

/** Characters of a comment, a quoted string or a regular expression that starts at the offset; 0 if none does. */
function lengthAt(text: string, offset: number): number {
  if (!/['"/]/.test(text.charAt(offset))) return 0;
  skipped.lastIndex = offset;
  return skipped.exec(text)?.[0].length ?? 0;
}

/** Characters of a template string with the templates inside it; 0 if it isn't closed, as in the text of JSX. */
function templateLength(text: string, start: number): number {
  const open: ('template' | 'braces')[] = ['template'];
  for (let offset = start + 1; offset < text.length; offset += 1) {
    const character = text.charAt(offset);
    if (open.at(-1) === 'braces') {
      offset += Math.max(1, lengthAt(text, offset)) - 1;
      if (character === '`') open.push('template');
      else if (character === '{') open.push('braces');
      else if (character === '}') open.pop();
    } else if (character === '\\') offset += 1;
    else if (character === '`') open.pop();
    else if (text.startsWith('${', offset)) {
      open.push('braces');
      offset += 1;
    }
    if (open.length === 0) return offset + 1 - start;
  }
  return 0;
}
