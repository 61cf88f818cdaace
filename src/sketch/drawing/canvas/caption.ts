import { margin, padding, type Caption } from '../../scene/caption';
import { element, escapeXml, rect } from './svg';

/** The caption's label in the lower left corner. */
export function drawCaption(
  { fontSize, note, prompt, promptWidth, noteWidth }: Caption,
  size: { height: number },
  ground: 'drawing' | 'over-image' = 'drawing',
): string {
  const x = fontSize * margin;
  const inset = fontSize * padding;
  const height = fontSize * 2;
  const y = size.height - x - height;
  const width = promptWidth + noteWidth + (prompt ? fontSize : 0) + 2 * inset;
  const font = { 'font-family': 'Noto Sans SC', 'font-size': fontSize, y: y + height / 2 + fontSize * 0.36 };
  const end = { 'text-anchor': 'end', x: x + width - inset, fill: '#ffffff/0.66' };
  // An image may have a label of its own there already.
  const fill = `#10142b/${ground === 'drawing' ? 0.62 : 0.92}`;
  return [
    rect(x, y, width, height, { rx: height / 2, fill }),
    prompt && element('text', { ...font, x: x + inset, fill: '#ffffff' }, escapeXml(prompt)),
    element('text', { ...font, ...end }, escapeXml(note)),
  ].join('');
}
