/** HTML and the template languages that it stands in. */
import { attribute, sizeAttributes, urlAttribute } from '../contract/escapes';
import { joined, type Language } from '../contract/language';

export const html: Language = {
  insert: (_context, images) =>
    joined(
      images,
      '\n',
      (image) => `<img src="${urlAttribute(image.path)}" alt="${attribute(image.alt)}"${sizeAttributes(image)}>`,
    ),
  address: (image) => urlAttribute(image.path),
};
