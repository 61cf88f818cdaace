/** reStructuredText, which removes white space and backslashes of a path unless they are escaped. */
import { joined, type Language } from '../contract/language';

export const restructuredText: Language = {
  insert: (_context, images) =>
    joined(images, '\n\n', (image) => `.. image:: ${escaped(image.path)}\n   :alt: ${image.alt}`),
  address: (image) => escaped(image.path),
  patterns: [
    { pattern: /^\s*\.\.\s+(?:\|[^|\n]+\|\s+)?(?:image|figure)::[ \t]+((?:\\.|[^\\\n])+?)\s*$/g, kind: 'path' },
  ],
};

function escaped(path: string): string {
  return path.replace(/[\\\s]/g, '\\$&');
}
