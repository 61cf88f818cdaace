/** Schemas of what the page Create sends. */
import * as z from 'zod/mini';
import { withoutControls } from '../../../../shared/format/plainText';
import { hash, id } from '../../shared/fields';

export const maxImageBytes = 64 * 1024 * 1024;
const maxImages = 100;
const maxValues = 40;

const few = <Item extends z.ZodMiniType>(item: Item): z.ZodMiniArray<Item> =>
  z.array(item).check(z.maxLength(maxImages));

export const prompt = z.string().check(z.maxLength(100_000));
export const fewIds = few(id);
export const uris = few(z.string().check(z.maxLength(4_000), z.regex(/^[a-z][a-z0-9+.-]+:/i)));
export const fileName = z.string().check(z.maxLength(300));

/** The engine decides whether these bytes are an image. */
export const imageBytes = z.custom<Uint8Array>(
  (value) => value instanceof Uint8Array && value.length > 0 && value.length <= maxImageBytes,
);

const values = z
  .record(z.string().check(z.regex(/^[a-zA-Z]{1,40}$/)), prompt)
  .check(z.refine((all) => Object.keys(all).length <= maxValues));

export const draft = z.strictObject({
  providerId: z.exactOptional(id),
  references: few(hash),
  mask: z.exactOptional(hash),
  values: z.exactOptional(values),
  like: z.exactOptional(id),
});

/** A file name for an image without a file: no folders, no invisible characters. */
export function safeName(name: string): string {
  const last = name.split(/[\\/]/).at(-1) ?? '';
  const plain = withoutControls(last)
    .replace(/[:*?"<>|]/g, ' ')
    .trim();
  return plain.slice(-120) || 'image';
}
