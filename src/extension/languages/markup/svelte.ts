/** Svelte, which evaluates braces in attributes, too. */
import { importedImages } from '../code/importedImages';
import { attribute, dotted, sizeAttributes, urlAttribute } from '../contract/escapes';
import type { Language } from '../contract/language';
import { scriptSpan } from '../contract/regions';

export const svelte: Language = {
  insert: (context, images) =>
    importedImages(context, images, {
      script: scriptSpan(context.text),
      newScript: (lines) => `<script>\n${lines.map((line) => `  ${line}\n`).join('')}</script>\n\n`,
      element: (image, name) => {
        const source = name === undefined ? `"${urlAttribute(image.servedPath ?? '')}"` : `{${name}}`;
        return `<img src=${source} alt="${escaped(image.alt)}"${sizeAttributes(image)} />`;
      },
    }),
  address: (image) => urlAttribute(image.servedPath ?? dotted(image)),
};

function escaped(text: string): string {
  return attribute(text).replace(/\{/g, '&#123;').replace(/\}/g, '&#125;');
}
