/** Where in a style sheet an offset is. Pure. */

/** In a value (also that of a variable or an at-rule), where a declaration starts within a rule, or outside any rule. */
export type CssSlot = 'value' | 'declaration' | 'outside';

const commentsAndStrings =
  /\/\*[\s\S]*?(?:\*\/|$)|"(?:\\[\s\S]|[^"\\\n])*"|'(?:\\[\s\S]|[^'\\\n])*'|url\(\s*[^"'\s)][^)]*\)|#\{[^}]*\}/gi;

/** @param before The style sheet up to the offset. */
export function cssSlotAfter(before: string, isIndented: boolean): CssSlot {
  if (isIndented) return indentedSlot(before);
  const code = before
    .replace(commentsAndStrings, (part) => (/^["'u#]/i.test(part) ? '_' : ' '))
    .replace(/(^|\s)\/\/[^\n]*/g, '$1');
  const statement = /[^{};]*$/.exec(code)?.[0] ?? '';
  if (statement.trim() !== '') return 'value';
  const depth = [...code].reduce((now, character) => Math.max(0, now + (nesting[character] ?? 0)), 0);
  return depth > 0 ? 'declaration' : 'outside';
}

const nesting: Readonly<Record<string, number>> = { '{': 1, '}': -1 };

/** In Sass and Stylus a line is a statement, and its indentation puts it into a rule. */
function indentedSlot(before: string): CssSlot {
  const line = before.split('\n').at(-1) ?? '';
  if (line.trim() !== '') return 'value';
  return line === '' ? 'outside' : 'declaration';
}
