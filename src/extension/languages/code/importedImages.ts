/** Elements whose images are imported by the script of their component. */
import { dotted } from '../contract/escapes';
import type { ImageToInsert, ImportChange, Insertion, InsertionContext } from '../contract/language';
import type { Span } from '../contract/regions';
import { importedAs, importLine, placeImports, variableFor } from './imports';

export interface Component {
  /** The script that imports; undefined if the document has none. */
  script: Span | undefined;
  /** A script with these lines, for the top of a document that has none. */
  newScript(lines: readonly string[]): string;
  /** @param name The expression for the URL of an imported image; undefined for a served one. */
  element(image: ImageToInsert, name: string | undefined): string;
}

export function importedImages(
  context: InsertionContext,
  images: readonly ImageToInsert[],
  { script, newScript, element }: Component,
): Insertion {
  const own = images.filter((image) => image.servedPath === undefined);
  const { lines, names } = importsFor(context, script ?? { start: 0, end: 0 }, own);
  const text = images.map((image) => element(image, names[own.indexOf(image)])).join('\n');
  if (!script && lines.length > 0) return { text, imports: { offset: 0, text: newScript(lines) } };
  return withImports(text, script && placeImports(context.text, script, lines));
}

/** The lines to add, and the expression for each image's URL. */
export function importsFor(
  { text, importsObjects }: InsertionContext,
  script: Span,
  images: readonly ImageToInsert[],
): { lines: string[]; names: string[] } {
  const body = text.slice(script.start, script.end);
  const lines: string[] = [];
  const names: string[] = [];
  for (const image of images) {
    const specifier = dotted(image);
    const known = importedAs(body, specifier);
    const name = known ?? variableFor(image.path.split('/').at(-1) ?? '', `${text}\n${lines.join('\n')}`);
    names.push(importsObjects ? `${name}.src` : name);
    if (known === undefined) lines.push(importLine(body, name, specifier));
  }
  return { lines, names };
}

export function withImports(text: string, imports: ImportChange | undefined): Insertion {
  return imports ? { text, imports } : { text };
}
