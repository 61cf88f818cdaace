/** Pug, whose attributes are JavaScript. */
import { doubleQuoted, sizeAttributes } from '../contract/escapes';
import { joined, type Language } from '../contract/language';
import { urlOfPath } from '../contract/paths';

export const pug: Language = {
  insert: (_context, images) =>
    joined(images, '\n', (image) => {
      const source = doubleQuoted(urlOfPath(image.path));
      return `img(src=${source} alt=${doubleQuoted(image.alt)}${sizeAttributes(image)})`;
    }),
  address: (image) => urlOfPath(image.path),
};
