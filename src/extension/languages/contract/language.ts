/** What Easel knows about a language: how an image is written in it, and how it is found again. */

export interface ImageToInsert {
  /** From the document to the file, with `/`, not encoded: `../images/a red fox.png`. */
  path: string;
  /** Path on the web server, for files in a served folder: `/a-red-fox.png`. */
  servedPath?: string;
  alt: string;
  /** Pixels, as shown; undefined if the document isn't to contain them. */
  size?: { width: number; height: number };
}

export interface InsertionContext {
  /** VS Code's language ID of the document. */
  language: string;
  text: string;
  offset: number;
  /** True if the text is inserted on its own line after that of the offset. */
  ownLine?: boolean;
  /** True if an imported image is an object with `src`, as in Next.js, instead of its URL. */
  importsObjects?: boolean;
}

/** The import statements that an inserted image needs. */
export interface ImportChange {
  /** Where the lines are inserted, as an offset into the whole text. */
  offset: number;
  text: string;
}

export interface Insertion {
  /** Inserted at the offset. */
  text: string;
  /** The imports that `text` needs, inserted elsewhere by the same edit. */
  imports?: ImportChange;
  /** True for a CSS declaration that is in no rule. */
  isOutsideRule?: boolean;
}

/** How an address is delimited where only an address fits: `src="|"`, `url(|)`. */
export type AddressSlot = 'quoted' | 'bare';

export interface Language {
  /** The text for one or several images. */
  insert(context: InsertionContext, images: readonly ImageToInsert[]): Insertion;
  /** An image's address alone, for a place where only that fits. */
  address(image: ImageToInsert, slot: AddressSlot): string;
  /** The references that are written in no other language, and that the general patterns don't find. */
  patterns?: readonly ImagePattern[];
}

/** Finds references to images in a line. */
export interface ImagePattern {
  /** Global; the first matching group is the path. */
  pattern: RegExp;
  /**
   * `url` unless told otherwise. In a `path`, backslashes escape, and `%`, `#` and `&` mean themselves; in `tex`, `\string\`
   * does; a `string` is a URL, the list of a `srcset`, or any text.
   */
  kind?: 'path' | 'tex' | 'string';
}

/** Quoted text with backslash escapes, in one of two groups. */
export const quoted = /"((?:\\.|[^"\\\n])*)"|'((?:\\.|[^'\\\n])*)'/.source;

export function joined(
  images: readonly ImageToInsert[],
  between: string,
  one: (image: ImageToInsert) => string,
): Insertion {
  return { text: images.map((image) => one(image)).join(between) };
}

export function isBlankLine({ text, offset }: InsertionContext): boolean {
  const before = text.slice(0, offset).split('\n').at(-1) ?? '';
  const after = text.slice(offset).split('\n', 1)[0] ?? '';
  return `${before}${after}`.trim() === '';
}
