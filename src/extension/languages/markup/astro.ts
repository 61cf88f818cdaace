/** Astro, whose imported images are objects. */
import { importedImages } from '../code/importedImages';
import { attribute, doubleQuoted, sizeAttributes, urlAttribute } from '../contract/escapes';
import type { Language } from '../contract/language';
import { frontmatterSpan } from '../contract/regions';

export const astro: Language = {
  insert: (context, images) =>
    importedImages({ ...context, importsObjects: true }, images, {
      script: frontmatterSpan(context.text),
      newScript: (lines) => `---\n${lines.join('\n')}\n---\n\n`,
      element: (image, name) => {
        const source = name === undefined ? `"${urlAttribute(image.servedPath ?? '')}"` : `{${name}}`;
        return `<img src=${source} alt=${altAttribute(image.alt)}${sizeAttributes(image)} />`;
      },
    }),
  address: (image) => urlAttribute(image.servedPath ?? image.path),
};

/** The compiler loses backslashes and character references of an attribute, but keeps those of an expression. */
function altAttribute(text: string): string {
  return /\\|&#?\w+;/.test(text) ? `{${doubleQuoted(text)}}` : `"${attribute(text)}"`;
}
