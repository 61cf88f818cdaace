import { drawAbstract } from './styles/abstract';
import { createCanvas } from './canvas/canvas';
import type { Canvas } from './canvas/canvas';
import { drawCaption } from './canvas/caption';
import type { SketchData } from '../reading/data';
import { drawIcon } from './styles/icon';
import { drawLandscape } from './scenery/landscape';
import { drawPattern } from './styles/pattern';
import type { Scene } from '../scene/model';
import { drawScreen } from './styles/screens';
import { drawStill } from './styles/still';

/** The SVG of a scene, width and height in pixels. It refers to nothing outside itself except the caption's font. */
export function drawScene(scene: Scene, data: SketchData): string {
  const canvas = createCanvas(scene, data);
  const picture = paint(canvas);
  const caption = scene.caption ? drawCaption(scene.caption, scene) : '';
  const size = `width="${scene.width}" height="${scene.height}" viewBox="0 0 ${scene.width} ${scene.height}"`;
  return `<svg xmlns="http://www.w3.org/2000/svg" ${size}><defs>${canvas.definitions()}</defs>${picture}${caption}</svg>`;
}

function paint(canvas: Canvas): string {
  switch (canvas.scene.style) {
    case 'landscape':
      return drawLandscape(canvas);
    case 'still':
      return drawStill(canvas);
    case 'icon':
      return drawIcon(canvas);
    case 'pattern':
      return drawPattern(canvas);
    case 'screen':
      return drawScreen(canvas);
    case 'abstract':
      return drawAbstract(canvas);
  }
}
