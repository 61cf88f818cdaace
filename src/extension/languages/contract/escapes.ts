/** Escapes that several languages share. Pure. */
import type { ImageToInsert } from './language';
import { urlOfPath } from './paths';

export function attribute(text: string): string {
  return text.replace(/&/g, '&amp;').replace(/"/g, '&quot;').replace(/</g, '&lt;').replace(/>/g, '&gt;');
}

/** A string of JavaScript in double quotes. */
export function doubleQuoted(text: string): string {
  return JSON.stringify(text);
}

/** The text of a string of JavaScript in any quotes. */
export function stringText(text: string): string {
  return text.replace(/[\\'"`]/g, '\\$&');
}

/** Module paths, and paths in the template of a component, need `./` before a file in the same folder. */
export function dotted({ path }: ImageToInsert): string {
  return path.startsWith('../') ? path : `./${path}`;
}

/** The URL of an image as the value of an attribute. */
export function urlAttribute(path: string): string {
  return attribute(urlOfPath(path));
}

/** ` width="640" height="480"`, by which a page keeps the space of an image that isn't loaded yet. */
export function sizeAttributes({ size }: ImageToInsert, write = (pixels: number): string => `"${pixels}"`): string {
  return size === undefined ? '' : ` width=${write(size.width)} height=${write(size.height)}`;
}
