/** JSX in JavaScript and TypeScript. */
import { attribute, dotted, sizeAttributes, urlAttribute } from '../contract/escapes';
import type { Language } from '../contract/language';
import { importedImages } from './importedImages';

export const jsx: Language = {
  insert: (context, images) =>
    importedImages(context, images, {
      script: { start: 0, end: context.text.length },
      newScript: (lines) => lines.join('\n'),
      element: (image, name) => {
        const source = name === undefined ? `"${urlAttribute(image.servedPath ?? '')}"` : `{${name}}`;
        const size = sizeAttributes(image, (pixels) => `{${pixels}}`);
        return `<img src=${source} alt="${attribute(image.alt)}"${size} />`;
      },
    }),
  address: (image, slot) => (slot === 'quoted' ? (image.servedPath ?? dotted(image)) : urlAttribute(image.path)),
};
