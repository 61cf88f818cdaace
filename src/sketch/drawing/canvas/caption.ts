import { margin, padding } from '../../scene/caption';
import type { Caption } from '../../scene/caption';
import { element, escapeXml, n, rect } from './svg';

/** Name of the font family in `caption.ttf`. */
const family = 'Noto Sans SC';

/** The caption's label in the lower left corner; `data-foreign` marks text for fonts of the system (see the drawing worker). */
export function drawCaption(
  caption: Caption,
  size: { width: number; height: number },
  ground: 'drawing' | 'over-picture' = 'drawing',
): string {
  const { fontSize, note, prompt } = caption;
  // A picture may have a label of its own there already.
  const opacity = ground === 'drawing' ? '0.62' : '0.92';
  const boxHeight = fontSize * 2;
  const x = margin(fontSize);
  const y = size.height - x - boxHeight;
  const gap = prompt.length > 0 ? fontSize : 0;
  const textY = y + boxHeight / 2 + fontSize * 0.36;
  const words = prompt
    .map(({ text, foreign }) => (foreign ? `<tspan data-foreign="">${escapeXml(text)}</tspan>` : escapeXml(text)))
    .join('');
  // How wide a font of the system will be is not known: then the label is as wide as the picture.
  const isForeign = prompt.some(({ foreign }) => foreign);
  const own = caption.promptWidth + caption.noteWidth + gap + 2 * padding(fontSize);
  const width = isForeign ? size.width - 2 * x : own;
  const text = { 'font-family': family, 'font-size': fontSize, y: n(textY) };
  return [
    rect({ x, y, width, height: boxHeight }, { rx: boxHeight / 2, fill: '#10142b', 'fill-opacity': opacity }),
    words && element('text', { ...text, x: x + padding(fontSize), fill: '#ffffff' }, words),
    element(
      'text',
      { ...text, x: x + width - padding(fontSize), 'text-anchor': 'end', fill: '#ffffff', 'fill-opacity': '0.66' },
      escapeXml(note),
    ),
  ].join('');
}
