import { lch, lighten } from '../scene/color';
import { namedColors } from '../scene/palette';
import type { SketchData } from '../reading/data';
import { createCanvas, type Canvas } from '../drawing/canvas/canvas';
import { drawCaption } from '../drawing/canvas/caption';
import { circle, d, element, ellipse, grown, outline, panel, path, rect, type Box } from '../drawing/canvas/svg';
import { drawLand } from '../drawing/scenery/land';
import { drawFigures } from '../drawing/scenery/landscape';
import { drawSky } from '../drawing/scenery/sky';
import type { EditScene } from './describeEdit';
import { filtered, steps } from './effects';
import { drawErased, drawFrame, drawLabel, drawPrints, drawShadow, drawSparkles } from './marks';
import { drawHour, drawWeatherOver } from './weather';

/** The images of an edit as `data:` URIs of PNG or JPEG, made by our own codec. */
export interface EditImages {
  /** The one that is changed. */
  main: string;
  /** For the effect `pixel`: the same, so small that its pixels are seen. */
  coarse?: string;
  others: readonly string[];
  /** Alpha 0 marks what may change. */
  mask?: string;
}

interface Edit {
  canvas: Canvas;
  scene: EditScene;
  /** Shows the image at its position. */
  image: string;
  coarse: string | undefined;
}

/** The SVG of an edit. The images are part of it; it refers to nothing outside itself except the caption's font. */
export function drawEdit(scene: EditScene, images: EditImages, data: SketchData): string {
  const canvas = createCanvas(scene, data);
  const { main, coarse, mask, others } = images;
  // Defined once: it may be large.
  const image = `<use href="#${canvas.define((id) => imageElement(main, scene.imageBox, { id }))}"/>`;
  const changed = [
    drawChanged({ canvas, scene, image, coarse }),
    scene.label ? drawLabel(canvas, scene, data.glyphs) : '',
    /vivid|bright/.test(scene.effects.join()) ? drawSparkles(canvas) : '',
  ].join('');
  return canvas.finish(
    [
      mask === undefined ? changed : image + within(canvas, imageElement(mask, scene.imageBox), changed),
      drawPrints(canvas, others),
      scene.frame ? drawFrame(canvas, scene.frame) : '',
      scene.caption ? drawCaption(scene.caption, scene, 'over-image') : '',
    ].join(''),
  );
}

/** Cut at the sides where the box has another shape. */
function imageElement(href: string, { x, y, width, height }: Box, more: Readonly<Record<string, string>> = {}): string {
  return element('image', { ...more, x, y, width, height, preserveAspectRatio: 'xMidYMid slice', href });
}

/** Only the mask's transparent part shows the change: it becomes white, the rest nothing. */
function within(canvas: Canvas, mask: string, changed: string): string {
  const swap = '<feColorMatrix type="matrix" values="0 0 0 0 1 0 0 0 0 1 0 0 0 0 1 0 0 0 -1 1"/>';
  return canvas.mask(filtered(canvas, swap, mask), changed);
}

function drawChanged(edit: Edit): string {
  const { canvas, scene } = edit;
  if (scene.staging === 'easel') return drawEasel(edit);
  // Hours and weather are laid over figures too, so that they are in the same light.
  const lit = { ...canvas, time: 'day' } as const;
  const erased = scene.erased ? drawErased(canvas, scene.erased) : '';
  const content = drawGround(edit) + drawImage(edit) + erased + drawFigures(lit, scene.figures);
  const changed = filtered(canvas, steps(canvas, scene.effects, scene.tints), content);
  return changed + drawVignette(edit) + drawHour(canvas, scene.hour) + drawWeatherOver(canvas);
}

/** What is behind an image that does not fill the frame. */
function drawGround({ canvas, scene, image }: Edit): string {
  const { width, height, unit, whole } = canvas;
  const { imageBox, staging, tints } = scene;
  const [tint] = tints;
  if (staging === 'letterbox') {
    const scale = 1.12 * Math.max(width / imageBox.width, height / imageBox.height);
    const [x, y] = [width / 2, height / 2];
    const transform = d`translate(${x} ${y}) scale(${scale.toFixed(3)}) translate(${-x} ${-y})`;
    const copy = filtered(canvas, blur(unit * 3), element('g', { transform }, image));
    return copy + panel(whole, '#10142b/0.2') + drawShadow(canvas, imageBox);
  }
  if (staging === 'sticker') {
    const back = tint ? lighten(namedColors[tint], 0.45) : lch(0.9, 0.06, canvas.random('ground').between(0, 360));
    return panel(whole, back) + circle(width / 2, height / 2, unit * 62, lighten(back, 0.35));
  }
  if (staging !== 'cutout') return '';
  return panel(whole, tint ? namedColors[tint] : checks(canvas));
}

/** How programs show that there is nothing. */
function checks({ unit, define }: Canvas): string {
  const side = unit * 4;
  const dark = d`M0 0h${side}v${side}h${-side}ZM${side} ${side}h${side}v${side}h${-side}Z`;
  const tile = rect(0, 0, side * 2, side * 2, '#fbfbfc') + path(dark, '#e6e9ee');
  const size = { width: side * 2, height: side * 2, patternUnits: 'userSpaceOnUse' };
  return `url(#${define((id) => element('pattern', { id, ...size }, tile))})`;
}

function blur(radius: number): string {
  return d`<feGaussianBlur stdDeviation="${radius}"/>`;
}

function drawImage({ canvas, scene, image, coarse }: Edit): string {
  const { imageBox, effects, staging } = scene;
  const isCoarse = effects.includes('pixel') && coarse !== undefined;
  const shown = isCoarse ? imageElement(coarse, imageBox, { style: 'image-rendering:optimizeSpeed' }) : image;
  const mirror = d`translate(${2 * imageBox.x + imageBox.width} 0) scale(-1 1)`;
  const turned = effects.includes('mirror') ? element('g', { transform: mirror }, shown) : shown;
  if (staging === 'cutout') return softOval(canvas, imageBox, turned);
  if (staging === 'sticker') return drawSticker(canvas, imageBox, turned);
  if (!effects.includes('blurred-background')) return turned;
  return filtered(canvas, blur(canvas.unit * 1.3), turned) + softOval(canvas, imageBox, turned);
}

function softOval(canvas: Canvas, { x, y, width, height }: Box, image: string): string {
  const fill = canvas.glow('#ffffff', 1, 1, 1);
  return canvas.mask(ellipse(x + width / 2, y + height / 2, width * 0.4, height * 0.46, fill), image);
}

function drawSticker(canvas: Canvas, box: Box, image: string): string {
  const radius = Math.min(box.width, box.height) * 0.14;
  const border = canvas.unit * 2.4;
  const outer = grown(box, border);
  const card = drawShadow(canvas, outer, radius + border) + panel(outer, '#ffffff', radius + border);
  const transform = d`rotate(-3 ${canvas.width / 2} ${canvas.height / 2})`;
  return element('g', { transform }, card + canvas.clip(panel(box, '#fff', radius), image));
}

/** Darker corners. */
function drawVignette({ canvas, scene: { effects } }: Edit): string {
  if (!/vignette|sepia|dim|neon/.test(effects.join())) return '';
  const dark = effects.includes('sepia') ? '#2b1708' : effects.includes('neon') ? '#3d0766' : '#05070f';
  return panel(canvas.whole, canvas.radial(`${dark}/0`, `${dark}/0`, `${dark}/0.1`, `${dark}/0.55`));
}

/** The image on a painter's easel, in the location that was asked for. */
function drawEasel(edit: Edit): string {
  const { canvas, scene } = edit;
  const { unit, height } = canvas;
  const { x, y, width, height: tall } = scene.imageBox;
  const foot = Math.min(height * 0.9, y + tall + unit * 22);
  const middle = x + width / 2;
  const spread = Math.min(width * 0.36, unit * 30);
  const card = grown(scene.imageBox, unit * 1.1);
  const tray = y + tall + unit * 2.2;
  const wood = outline('#8a5a34', unit * 2);
  const easel = [
    ellipse(middle, foot, spread * 1.25, unit * 2.4, '#0b1236/0.25'),
    path(d`M${middle} ${y - unit * 5}V${foot - unit * 4}`, outline('#6f4526', unit * 2)),
    path(
      d`M${middle - spread * 0.3} ${y}L${middle - spread} ${foot}M${middle + spread * 0.3} ${y}L${middle + spread} ${foot}`,
      wood,
    ),
    drawShadow(canvas, card) + panel(card, '#fdfcf8') + drawImage(edit),
    path(d`M${middle - spread * 1.05} ${tray}H${middle + spread * 1.05}`, wood),
  ].join('');
  const all = drawSky(canvas) + drawLand(canvas) + easel + drawFigures(canvas, scene.figures) + drawWeatherOver(canvas);
  return filtered(canvas, steps(canvas, scene.effects, []), all);
}
