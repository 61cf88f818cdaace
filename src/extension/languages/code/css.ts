/** Style sheets, also as the style element of a page. */
import { joined, type Language } from '../contract/language';
import { urlOfPath } from '../contract/paths';
import { cssSlotAfter } from './cssSlot';

export const css: Language = {
  insert: ({ language, text, offset }, images) => {
    const before = text.slice(0, offset);
    const sheet = before.slice(/^[\s\S]*<style\b[^>]*>/i.exec(before)?.[0].length ?? 0);
    const isIndented = language === 'sass' || language === 'stylus';
    const slot = cssSlotAfter(sheet, isIndented);
    const { text: value } = joined(images, ', ', (image) => `url("${urlOfPath(image.servedPath ?? image.path)}")`);
    if (slot === 'value') return { text: value };
    const declaration = `background-image: ${value}${isIndented ? '' : ';'}`;
    return slot === 'outside' ? { text: declaration, isOutsideRule: true } : { text: declaration };
  },
  address: (image) => urlOfPath(image.servedPath ?? image.path),
  patterns: [{ pattern: /url\(\s*(?:"([^"\n]*)"|'([^'\n]*)'|([^"')\s]+))\s*\)/gi }],
};
