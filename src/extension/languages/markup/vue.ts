/**
 * Vue, whose compiler makes imports of relative addresses. It writes an apostrophe of such an address into its code as it is,
 * so an image with one in its path is bound instead.
 */
import { importedImages } from '../code/importedImages';
import { attribute, dotted, sizeAttributes, urlAttribute } from '../contract/escapes';
import { joined, type ImageToInsert, type Language } from '../contract/language';
import { urlOfPath } from '../contract/paths';
import { scriptTags } from '../contract/regions';

export const vue: Language = {
  insert: (context, images) => {
    if (!images.some((image) => addressOf(image).includes("'"))) {
      return joined(images, '\n', (image) => element(image, `src="${urlAttribute(addressOf(image))}"`));
    }
    const tags = scriptTags(context.text);
    const language = /\slang=(?:"[^"]*"|'[^']*'|[^\s>]+)/.exec(tags[0]?.attributes ?? '')?.[0] ?? '';
    return importedImages(context, images, {
      script: tags.find(({ attributes }) => /\ssetup\b/.test(attributes))?.span,
      newScript: (lines) => `<script setup${language}>\n${lines.join('\n')}\n</script>\n\n`,
      element: (image, name) => element(image, `:src="${name ?? attribute(`'${urlOfPath(image.servedPath ?? '')}'`)}"`),
    });
  },
  address: (image) => urlAttribute(addressOf(image)),
};

function addressOf(image: ImageToInsert): string {
  return image.servedPath ?? dotted(image);
}

function element(image: ImageToInsert, source: string): string {
  return `<img ${source} alt="${attribute(image.alt)}"${sizeAttributes(image)} />`;
}
