/** Typst. */
import { joined, type Language } from '../contract/language';

export const typst: Language = {
  insert: (_context, images) =>
    joined(images, '\n', (image) => `#image("${escaped(image.path)}", alt: "${escaped(image.alt)}")`),
  address: (image) => escaped(image.path),
  patterns: [{ pattern: /\bimage\(\s*"((?:\\.|[^"\\\n])*)"/g, kind: 'path' }],
};

function escaped(text: string): string {
  return text.replace(/[\\"]/g, '\\$&');
}
