import type { Sign } from '../../reading/meanings';
import type { Hex } from '../../scene/color';
import { d, repeat } from '../canvas/svg';

/** Twelve spokes that fade around the circle. */
const spinner = repeat(12, (index) => {
  const opacity = (0.14 + 0.86 * (index / 11)).toFixed(2);
  return `<path d="M16 3.6V9.4" transform="rotate(${index * 30} 16 16)" stroke-opacity="${opacity}"/>`;
});
const boxes = (...list: string[]): string =>
  list
    .map((box) => box.replace(/(\S+) (\S+) (\S+) (\S+) (\S+)/, '<rect x="$1" y="$2" width="$3" height="$4" rx="$5"/>'))
    .join('');
const circles = (...list: string[]): string =>
  list.map((circle) => circle.replace(/(\S+) (\S+) (\S+)/, '<circle cx="$1" cy="$2" r="$3"/>')).join('');
const lines = (data: string): string => `<path d="${data}"/>`;

/** Signs of interfaces, for a box of 32 × 32: outlines without a color of their own, see {@link drawSign}. */
const signs: Readonly<Record<Sign, string>> = {
  spinner,
  menu: lines('M5 9H27M5 16H27M5 23H27'),
  wifi: lines(
    'M4 13C11 6.4 21 6.4 28 13M8.6 17.8C12.9 13.8 19.1 13.8 23.4 17.8M13 22.2C14.8 20.6 17.2 20.6 19 22.2M16 26.4V26.5',
  ),
  toggle: boxes('3 9 26 14 7') + circles('22 16 3.4'),
  cursor: lines('M7 5L13.4 26L17 18L25.4 15.2ZM17 18L24 26'),
  play: lines('M10 6L25 16L10 26Z'),
  pause: lines('M11 7V25M21 7V25'),
  download: lines('M16 4V20M9.4 13.6L16 20.2L22.6 13.6M5 23V27H27V23'),
  upload: lines('M16 20V4M9.4 10.6L16 4L22.6 10.6M5 23V27H27V23'),
  close: lines('M7 7L25 25M25 7L7 25'),
  plus: lines('M16 6V26M6 16H26'),
  code: lines('M11 8L3.6 16L11 24M21 8L28.4 16L21 24M18.4 5L13.6 27'),
  terminal: boxes('3 5 26 22 3.4') + lines('M8.6 11.6L13 16L8.6 20.4M16 20.6H23'),
  database: lines(
    'M5.4 7.6C5.4 2.2 26.6 2.2 26.6 7.6C26.6 13 5.4 13 5.4 7.6V24.4C5.4 29.8 26.6 29.8 26.6 24.4V7.6M5.4 16C5.4 21.4 26.6 21.4 26.6 16',
  ),
  server: boxes('4 4.6 24 9.6 2.6', '4 17.8 24 9.6 2.6') + lines('M9 9.4V9.5M9 22.6V22.7M15 9.4H23M15 22.6H23'),
  layers: lines('M16 4L28 10.6L16 17.2L4 10.6ZM4 16.2L16 22.8L28 16.2M4 21.6L16 28.2L28 21.6'),
  branch: circles('9 6.6 3', '9 25.4 3', '23 11 3') + lines('M9 9.8V22.2M23 14.2C23 20 9 17 9 22.2'),
  share: circles('8 16 3.6', '23.6 7.4 3.6', '23.6 24.6 3.6') + lines('M11.2 14.2L20.4 9.2M11.2 17.8L20.4 22.8'),
  filter: lines('M4 5.6H28L18.8 16.6V26L13.2 23V16.6Z'),
  power: lines('M16 4V15M9 8.2A11 11 0 1 0 23 8.2'),
  arrow: lines('M5 16H27M18 7L27 16L18 25'),
  grid: boxes('5 5 9 9 2', '18 5 9 9 2', '5 18 9 9 2', '18 18 9 9 2'),
  button: boxes('3 9.6 26 12.8 6.4') + lines('M10.4 16H21.6'),
  waves: lines('M4 13V19M10 8V24M16 4V28M22 9V23M28 13V19'),
  cube: lines('M16 3.6L27 9.8V22.2L16 28.4L5 22.2V9.8ZM5 9.8L16 16L27 9.8M16 16V28.4'),
};

/** @param at Middle and edge of its square. */
export function drawSign(sign: Sign, { x, y, size }: { x: number; y: number; size: number }, stroke: Hex): string {
  const transform = d`translate(${x - size / 2} ${y - size / 2}) scale(${(size / 32).toFixed(3)})`;
  return `<g transform="${transform}" fill="none" stroke="${stroke}" stroke-width="2.6" stroke-linecap="round" stroke-linejoin="round">${signs[sign]}</g>`;
}
