/** Markdown, and MDX, which evaluates braces. */
import { joined, type Language } from '../contract/language';
import { urlOfPath } from '../contract/paths';

export const markdown: Language = {
  ...written((text) => text.replace(/[\\`*_~[\]<&]/g, '\\$&')),
  // Parentheses in a path are balanced, here up to three deep.
  patterns: [
    {
      pattern:
        /!\[(?:\\.|[^\]\\\n])*\]\(\s*(?:<([^>\n]+)>|((?:[^\s()]|\((?:[^\s()]|\((?:[^\s()]|\([^\s()]*\))*\))*\))+))(?:\s[^\n]*?)?\)/g,
    },
  ],
};

export const mdx: Language = written((text) => text.replace(/[\\`*_~[\]<&{}]/g, '\\$&'));

function written(escaped: (alt: string) => string): Language {
  return {
    insert: (_context, images) =>
      joined(images, '\n\n', (image) => `![${escaped(image.alt)}](${urlOfPath(image.path)})`),
    address: (image) => urlOfPath(image.path),
  };
}
