/** Every language that isn't listed: the path alone. */
import { joined, type Language } from '../contract/language';

export const plain: Language = {
  insert: (_context, images) => joined(images, '\n', (image) => image.path),
  address: (image) => image.path,
};
