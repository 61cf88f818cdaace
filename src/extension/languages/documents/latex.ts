/** LaTeX. */
import { joined, type Language } from '../contract/language';

export const latex: Language = {
  insert: (_context, images) =>
    joined(images, '\n', (image) => `\\includegraphics[width=\\linewidth]{${escaped(image.path)}}`),
  address: (image) => escaped(image.path),
  patterns: [{ pattern: /\\includegraphics\*?(?:\[[^\]\n]*\])?\{((?:\\string\\.|[^{}\n])+)\}/g, kind: 'tex' }],
};

/**
 * `graphicx` expands a file name without an escape character, so that `\string\%` becomes `%`. Every other character of a name
 * stands for itself, save `"`, which LaTeX can't have in one.
 */
function escaped(path: string): string {
  return path.replace(/[%#{}]/g, '\\string\\$&');
}
