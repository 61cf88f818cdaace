/** JavaScript and TypeScript, also as the script of a component. */
import { dotted, stringText } from '../contract/escapes';
import { isBlankLine, joined, quoted, type InsertionContext, type Language } from '../contract/language';
import { frontmatterSpan, scriptSpan, type Span } from '../contract/regions';
import { importsFor, withImports } from './importedImages';
import { placeImports } from './imports';

/** On a blank line, the import statement itself; within a line, the variable's name, with the import added above. */
export const script: Language = {
  insert: (document, images) => {
    const context = document.language === 'astro' ? { ...document, importsObjects: true } : document;
    if (images.every((image) => image.servedPath !== undefined)) {
      return joined(images, ', ', (image) => `'${(image.servedPath ?? '').replace(/[\\']/g, '\\$&')}'`);
    }
    const around = scriptAround(context);
    const { lines, names } = importsFor(context, around, images);
    if (context.ownLine || isBlankLine(context)) {
      return { text: lines.length > 0 ? lines.join('\n') : names.join(', ') };
    }
    return withImports(names.join(', '), placeImports(context.text, around, lines));
  },
  address: (image) => stringText(image.servedPath ?? dotted(image)),
  patterns: [
    { pattern: new RegExp(`^\\s*(?:import|export)\\s(?:[^'"\\n]*\\sfrom\\s*)?(?:${quoted})`, 'g'), kind: 'path' },
    { pattern: new RegExp(`\\b(?:import|require)\\(\\s*(?:${quoted})\\s*\\)`, 'g'), kind: 'path' },
  ],
};

function scriptAround({ language, text, offset }: InsertionContext): Span {
  const fence = language === 'astro' ? frontmatterSpan(text) : undefined;
  if (fence && offset <= fence.end) return fence;
  const isComponent = language === 'astro' || language === 'vue' || language === 'svelte';
  return (isComponent ? scriptSpan(text) : undefined) ?? { start: 0, end: text.length };
}
