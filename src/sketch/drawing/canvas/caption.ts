import { margin, padding } from '../../scene/caption';
import type { Caption } from '../../scene/caption';
import { each, element, escapeXml, rect } from './svg';

/** The caption's label in the lower left corner; `data-foreign` marks text for fonts of the system, see `raster/rasterize.ts`. */
export function drawCaption(
  { fontSize, note, prompt, promptWidth, noteWidth }: Caption,
  size: { width: number; height: number },
  ground: 'drawing' | 'over-image' = 'drawing',
): string {
  const x = fontSize * margin;
  const inset = fontSize * padding;
  const height = fontSize * 2;
  const y = size.height - x - height;
  const words = each(prompt, ({ text, foreign }) =>
    foreign ? `<tspan data-foreign="">${escapeXml(text)}</tspan>` : escapeXml(text),
  );
  // How wide a font of the system will be is not known: then the label is as wide as the image.
  const isForeign = prompt.some(({ foreign }) => foreign);
  const gap = prompt.length > 0 ? fontSize : 0;
  const width = isForeign ? size.width - 2 * x : promptWidth + noteWidth + gap + 2 * inset;
  const font = { 'font-family': 'Noto Sans SC', 'font-size': fontSize, y: y + height / 2 + fontSize * 0.36 };
  const end = { 'text-anchor': 'end', x: x + width - inset, fill: '#ffffff/0.66' };
  // An image may have a label of its own there already.
  const fill = `#10142b/${ground === 'drawing' ? 0.62 : 0.92}`;
  return [
    rect(x, y, width, height, { rx: height / 2, fill }),
    words && element('text', { ...font, x: x + inset, fill: '#ffffff' }, words),
    element('text', { ...font, ...end }, escapeXml(note)),
  ].join('');
}
