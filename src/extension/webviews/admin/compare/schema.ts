/** What the comparison sends. */
import * as z from 'zod/mini';
import { hash, id } from '../../shared/fields';

/** One image or two, each by its ID or by the hash of its bytes. */
export const comparedIds = z
  .array(z.union([z.strictObject({ imageId: id }), z.strictObject({ hash })]))
  .check(z.minLength(1), z.maxLength(2));
