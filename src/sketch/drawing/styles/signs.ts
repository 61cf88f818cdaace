import type { Sign } from '../../reading/lexicon';

const bars = (list: readonly string[]): string => list.map((d) => `<path d="${d}"/>`).join('');

/** Twelve spokes that fade around the circle. */
const spinner = Array.from({ length: 12 }, (_, index) => {
  const opacity = (0.14 + 0.86 * (index / 11)).toFixed(2);
  return `<path d="M16 3.6V9.4" transform="rotate(${index * 30} 16 16)" stroke-opacity="${opacity}"/>`;
}).join('');

/**
 * Signs of interfaces, for a box of 32 × 32: strokes without a color of their own; the group around them sets stroke,
 * width 2.6 and round ends.
 */
export const signs: Readonly<Record<Sign, string>> = {
  spinner,
  menu: bars(['M5 9H27', 'M5 16H27', 'M5 23H27']),
  wifi: bars([
    'M4 13C11 6.4 21 6.4 28 13',
    'M8.6 17.8C12.9 13.8 19.1 13.8 23.4 17.8',
    'M13 22.2C14.8 20.6 17.2 20.6 19 22.2',
    'M16 26.4V26.5',
  ]),
  toggle: '<rect x="3" y="9" width="26" height="14" rx="7"/><circle cx="22" cy="16" r="3.4"/>',
  cursor: bars(['M7 5L13.4 26L17 18L25.4 15.2Z', 'M17 18L24 26']),
  play: bars(['M10 6L25 16L10 26Z']),
  pause: bars(['M11 7V25', 'M21 7V25']),
  download: bars(['M16 4V20', 'M9.4 13.6L16 20.2L22.6 13.6', 'M5 23V27H27V23']),
  upload: bars(['M16 20V4', 'M9.4 10.6L16 4L22.6 10.6', 'M5 23V27H27V23']),
  close: bars(['M7 7L25 25', 'M25 7L7 25']),
  plus: bars(['M16 6V26', 'M6 16H26']),
  code: bars(['M11 8L3.6 16L11 24', 'M21 8L28.4 16L21 24', 'M18.4 5L13.6 27']),
  terminal: '<rect x="3" y="5" width="26" height="22" rx="3.4"/>' + bars(['M8.6 11.6L13 16L8.6 20.4', 'M16 20.6H23']),
  database:
    '<ellipse cx="16" cy="7.6" rx="10.6" ry="4"/>' +
    bars(['M5.4 7.6V24.4C5.4 29.8 26.6 29.8 26.6 24.4V7.6', 'M5.4 16C5.4 21.4 26.6 21.4 26.6 16']),
  server:
    '<rect x="4" y="4.6" width="24" height="9.6" rx="2.6"/><rect x="4" y="17.8" width="24" height="9.6" rx="2.6"/>' +
    bars(['M9 9.4V9.5', 'M9 22.6V22.7', 'M15 9.4H23', 'M15 22.6H23']),
  layers: bars(['M16 4L28 10.6L16 17.2L4 10.6Z', 'M4 16.2L16 22.8L28 16.2', 'M4 21.6L16 28.2L28 21.6']),
  branch:
    '<circle cx="9" cy="6.6" r="3"/><circle cx="9" cy="25.4" r="3"/><circle cx="23" cy="11" r="3"/>' +
    bars(['M9 9.8V22.2', 'M23 14.2C23 20 9 17 9 22.2']),
  share:
    '<circle cx="8" cy="16" r="3.6"/><circle cx="23.6" cy="7.4" r="3.6"/><circle cx="23.6" cy="24.6" r="3.6"/>' +
    bars(['M11.2 14.2L20.4 9.2', 'M11.2 17.8L20.4 22.8']),
  filter: bars(['M4 5.6H28L18.8 16.6V26L13.2 23V16.6Z']),
  power: bars(['M16 4V15', 'M9 8.2A11 11 0 1 0 23 8.2']),
  arrow: bars(['M5 16H27', 'M18 7L27 16L18 25']),
  grid: [5, 18].flatMap((x) => [5, 18].map((y) => `<rect x="${x}" y="${y}" width="9" height="9" rx="2"/>`)).join(''),
  button: '<rect x="3" y="9.6" width="26" height="12.8" rx="6.4"/>' + bars(['M10.4 16H21.6']),
  waves: bars(['M4 13V19', 'M10 8V24', 'M16 4V28', 'M22 9V23', 'M28 13V19']),
  cube: bars(['M16 3.6L27 9.8V22.2L16 28.4L5 22.2V9.8Z', 'M5 9.8L16 16L27 9.8', 'M16 16V28.4']),
};
