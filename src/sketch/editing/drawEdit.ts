import { createCanvas } from '../drawing/canvas/canvas';
import type { Canvas } from '../drawing/canvas/canvas';
import { drawCaption } from '../drawing/canvas/caption';
import type { SketchData } from '../reading/data';
import { defineFilter, filterFor } from './filters';
import { drawErased, drawFrame, drawLabel, drawPrints, drawSparkles } from './marks';
import type { EditScene } from './describeEdit';
import { drawHour, drawSeason } from './weather';
import { lch, lighten } from '../scene/color';
import { drawFigures } from '../drawing/scenery/landscape';
import { drawLand } from '../drawing/scenery/land';
import { namedColors } from '../scene/palette';
import { drawSky } from '../drawing/scenery/sky';
import { circle, element, ellipse, n, path, rect } from '../drawing/canvas/svg';
import type { Box } from '../drawing/canvas/svg';

/** The pictures of an edit as `data:` URIs of PNG or JPEG, made by our own codec. */
export interface EditImages {
  /** The one that is changed. */
  main: string;
  /** For the look `pixel`: the same, so small that its pixels are seen. */
  coarse?: string;
  others: readonly string[];
  /** Alpha 0 marks what may change. */
  mask?: string;
}

/** The SVG of an edit. The pictures are part of it; it refers to nothing outside itself except the caption's font. */
export function drawEdit(scene: EditScene, pictures: EditImages, data: SketchData): string {
  const canvas = createCanvas(scene, data);
  const edit = { canvas, scene, main: defineImage(canvas, pictures.main, scene.picture), coarse: pictures.coarse };
  const changed = [
    changedPicture(edit),
    scene.label === undefined ? '' : drawLabel(canvas, scene, data.glyphs),
    scene.looks.some((look) => look === 'vivid' || look === 'bright') ? drawSparkles(canvas) : '',
  ].join('');
  const { mask } = pictures;
  const body = [
    mask === undefined ? changed : use(edit.main) + within(edit, mask, changed),
    drawPrints(canvas, pictures.others),
    scene.frame ? drawFrame(canvas, scene.frame) : '',
    scene.caption ? drawCaption(scene.caption, scene, 'over-picture') : '',
  ].join('');
  const size = `width="${scene.width}" height="${scene.height}" viewBox="0 0 ${scene.width} ${scene.height}"`;
  return `<svg xmlns="http://www.w3.org/2000/svg" ${size}><defs>${canvas.definitions()}</defs>${body}</svg>`;
}

interface Edit {
  canvas: Canvas;
  scene: EditScene;
  /** Identifier of the picture, which is at its place. */
  main: string;
  coarse: string | undefined;
}

/** Only the mask's transparent part shows the change. */
function within({ canvas, scene }: Edit, mask: string, changed: string): string {
  // White where the mask is transparent, nothing where it is not.
  const swapped = defineFilter(
    canvas,
    '<feColorMatrix type="matrix" values="0 0 0 0 1 0 0 0 0 1 0 0 0 0 1 0 0 0 -1 1"/>',
  );
  const { x, y, width, height } = scene.picture;
  const image = element('image', { x, y, width, height, preserveAspectRatio: 'xMidYMid slice', href: mask });
  const region = `maskUnits="userSpaceOnUse" x="0" y="0" width="${canvas.width}" height="${canvas.height}"`;
  const id = canvas.define((own) => `<mask id="${own}" ${region}><g filter="url(#${swapped})">${image}</g></mask>`);
  return `<g mask="url(#${id})">${changed}</g>`;
}

function changedPicture(edit: Edit): string {
  const { canvas, scene } = edit;
  if (scene.staging === 'easel') return onEasel(edit);
  // Hours and weather are laid over figures too, so that they stand in the same light.
  const shone = { ...canvas, scene: { ...scene, time: 'day' } as const };
  const filtered = [
    ground(edit),
    subjectPicture(edit),
    scene.erased ? drawErased(canvas, scene.erased) : '',
    drawFigures(shone, scene.figures),
  ].join('');
  return `<g${filterFor(canvas, scene)}>${filtered}</g>${vignette(edit)}${drawHour(canvas, scene.hour)}${drawSeason(canvas)}`;
}

/** What stands behind a picture that does not fill the frame. */
function ground({ canvas, scene, main }: Edit): string {
  const { width, height, unit } = canvas;
  const whole = { x: 0, y: 0, width, height };
  const asked = scene.tints[0];
  switch (scene.staging) {
    case 'letterbox': {
      const blurred = defineFilter(canvas, `<feGaussianBlur stdDeviation="${n(unit * 3)}"/>`);
      const { picture } = scene;
      const scale = 1.12 * Math.max(width / picture.width, height / picture.height);
      const centered = `translate(${n(width / 2)} ${n(height / 2)}) scale(${scale.toFixed(3)}) translate(${n(-width / 2)} ${n(-height / 2)})`;
      const copy = `<g filter="url(#${blurred})"><g transform="${centered}">${use(main)}</g></g>`;
      return copy + rect(whole, { fill: '#10142b', 'fill-opacity': '0.2' }) + shadow(canvas, picture);
    }
    case 'sticker': {
      const hue = canvas.random('ground').between(0, 360);
      const back = asked ? lighten(namedColors[asked], 0.45) : lch(0.9, 0.06, hue);
      return rect(whole, { fill: back }) + circle(width / 2, height / 2, unit * 62, { fill: lighten(back, 0.35) });
    }
    case 'cutout':
      return asked ? rect(whole, { fill: namedColors[asked] }) : checks(canvas);
    case 'whole':
    case 'easel':
      return '';
  }
}

/** How programs show that there is nothing. */
function checks({ width, height, unit, define }: Canvas): string {
  const side = unit * 4;
  const id = define(
    (own) =>
      `<pattern id="${own}" width="${n(side * 2)}" height="${n(side * 2)}" patternUnits="userSpaceOnUse">` +
      `${rect({ x: 0, y: 0, width: side * 2, height: side * 2 }, { fill: '#fbfbfc' })}` +
      `${path(`M0 0h${n(side)}v${n(side)}h${n(-side)}ZM${n(side)} ${n(side)}h${n(side)}v${n(side)}h${n(-side)}Z`, { fill: '#e6e9ee' })}</pattern>`,
  );
  return rect({ x: 0, y: 0, width, height }, { fill: `url(#${id})` });
}

function subjectPicture(edit: Edit): string {
  const { canvas, scene, main, coarse } = edit;
  const { picture, looks, staging } = scene;
  const upright = looks.includes('pixel') && coarse !== undefined ? coarseImage(coarse, picture) : use(main);
  const image = looks.includes('mirror')
    ? `<g transform="translate(${n(2 * picture.x + picture.width)} 0) scale(-1 1)">${upright}</g>`
    : upright;
  if (staging === 'cutout') return softOval(canvas, picture, image);
  if (staging === 'sticker') return asSticker(canvas, picture, image);
  if (!looks.includes('blurred-background')) return image;
  const blurred = defineFilter(canvas, `<feGaussianBlur stdDeviation="${n(canvas.unit * 1.3)}"/>`);
  return `<g filter="url(#${blurred})">${image}</g>${softOval(canvas, picture, image)}`;
}

function softOval(canvas: Canvas, { x, y, width, height }: Box, image: string): string {
  const fill = canvas.gradient('radial', ['#ffffff', '#ffffff', '#ffffff', '#ffffff/0']);
  const radii = [width * 0.4, height * 0.46] as const;
  const id = canvas.define(
    (own) =>
      `<mask id="${own}" maskUnits="userSpaceOnUse" x="0" y="0" width="${canvas.width}" height="${canvas.height}">${ellipse(x + width / 2, y + height / 2, radii, { fill })}</mask>`,
  );
  return `<g mask="url(#${id})">${image}</g>`;
}

function asSticker(canvas: Canvas, box: Box, image: string): string {
  const { unit } = canvas;
  const radius = Math.min(box.width, box.height) * 0.14;
  const border = unit * 2.4;
  const clip = canvas.define((id) => `<clipPath id="${id}">${rect(box, { rx: radius })}</clipPath>`);
  const outer = {
    x: box.x - border,
    y: box.y - border,
    width: box.width + 2 * border,
    height: box.height + 2 * border,
  };
  const turn = `rotate(-3 ${n(canvas.width / 2)} ${n(canvas.height / 2)})`;
  return `<g transform="${turn}">${shadow(canvas, outer, radius + border)}${rect(outer, { rx: radius + border, fill: '#ffffff' })}<g clip-path="url(#${clip})">${image}</g></g>`;
}

/** A soft shadow of a card, a few rings of it. */
function shadow({ unit }: Canvas, { x, y, width, height }: Box, radius = 0): string {
  return [3, 2, 1]
    .map((ring) => {
      const grow = unit * 0.7 * ring;
      const box = { x: x - grow, y: y - grow + unit * 0.9, width: width + 2 * grow, height: height + 2 * grow };
      return rect(box, { rx: radius + grow, fill: '#0b1236', 'fill-opacity': '0.1' });
    })
    .join('');
}

function vignette({ canvas, scene }: Edit): string {
  if (!scene.looks.some((look) => ['vignette', 'sepia', 'dim', 'neon'].includes(look))) return '';
  const { width, height } = canvas;
  const dark = scene.looks.includes('sepia') ? '#2b1708' : scene.looks.includes('neon') ? '#3d0766' : '#05070f';
  const fill = canvas.gradient('radial', [`${dark}/0`, `${dark}/0`, `${dark}/0.1`, `${dark}/0.55`]);
  return rect({ x: 0, y: 0, width, height }, { fill });
}

/** The picture on a painter's easel, in the place that was asked for. */
function onEasel(edit: Edit): string {
  const { canvas, scene } = edit;
  const { unit, height } = canvas;
  const { x, y, width, height: tall } = scene.picture;
  const foot = Math.min(height * 0.9, y + tall + unit * 22);
  const middle = x + width / 2;
  const wood = { stroke: '#8a5a34', 'stroke-width': n(unit * 2), 'stroke-linecap': 'round', fill: 'none' };
  const border = unit * 1.1;
  const card = { x: x - border, y: y - border, width: width + 2 * border, height: tall + 2 * border };
  const spread = Math.min(width * 0.36, unit * 30);
  const legs = [
    ellipse(middle, foot, [spread * 1.25, unit * 2.4], { fill: '#0b1236', 'fill-opacity': '0.25' }),
    path(`M${n(middle)} ${n(y - unit * 5)}V${n(foot - unit * 4)}`, { ...wood, stroke: '#6f4526' }),
    path(
      `M${n(middle - spread * 0.3)} ${n(y)}L${n(middle - spread)} ${n(foot)}M${n(middle + spread * 0.3)} ${n(y)}L${n(middle + spread)} ${n(foot)}`,
      wood,
    ),
  ];
  const tray = path(`M${n(middle - spread * 1.05)} ${n(y + tall + border * 2)}H${n(middle + spread * 1.05)}`, wood);
  const easel = [...legs, shadow(canvas, card), rect(card, { fill: '#fdfcf8' }), subjectPicture(edit), tray].join('');
  const all = drawSky(canvas) + drawLand(canvas) + easel + drawFigures(canvas, scene.figures) + drawSeason(canvas);
  return `<g${filterFor(canvas, { ...scene, tints: [] })}>${all}</g>`;
}

/** Defines the picture once, at its place; it may be large. Cut at the sides where the place has another shape. */
function defineImage(canvas: Canvas, uri: string, { x, y, width, height }: Box): string {
  const at = { x, y, width, height, preserveAspectRatio: 'xMidYMid slice' };
  return canvas.define((id) => element('image', { id, ...at, href: uri }));
}

function use(id: string): string {
  return `<use href="#${id}"/>`;
}

function coarseImage(uri: string, box: Box): string {
  const { x, y, width, height } = box;
  const at = { x, y, width, height, preserveAspectRatio: 'xMidYMid slice', style: 'image-rendering:optimizeSpeed' };
  return element('image', { ...at, href: uri });
}
