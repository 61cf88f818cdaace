import type { SketchData } from '../reading/data';
import type { Scene, Style } from '../scene/model';
import { createCanvas, type Canvas } from './canvas/canvas';
import { drawCaption } from './canvas/caption';
import { drawLandscape } from './scenery/landscape';
import { drawAbstract } from './styles/abstract';
import { drawIcon } from './styles/icon';
import { drawPattern } from './styles/pattern';
import { drawScreen } from './styles/screens';
import { drawStill } from './styles/still';

const styles: Record<Style, (canvas: Canvas) => string> = {
  landscape: drawLandscape,
  still: drawStill,
  icon: drawIcon,
  pattern: drawPattern,
  screen: drawScreen,
  abstract: drawAbstract,
};

/** The SVG of a scene, width and height in pixels. It refers to nothing outside itself except the caption's font. */
export function drawScene(scene: Scene, data: SketchData): string {
  const canvas = createCanvas(scene, data);
  return canvas.finish(styles[scene.style](canvas) + (scene.caption ? drawCaption(scene.caption, scene) : ''));
}
