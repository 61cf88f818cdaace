import type { Canvas } from '../canvas/canvas';
import { drawCity } from './city';
import { farHills, furrows, ground, growth, mountains, treeLine } from './hills';
import { drawRoom } from './room';
import { islands, reef, sand, shore, stream, water } from './waters';
import { cloudSea, desert, forest, moonscape } from './wilds';

/** The land behind the figures, from the horizon to the lower edge. */
export function drawLand(canvas: Canvas): string {
  switch (canvas.scene.place) {
    case 'meadow':
      return farHills(canvas) + treeLine(canvas, 'few') + ground(canvas) + growth(canvas);
    case 'garden':
      return farHills(canvas) + treeLine(canvas, 'few') + ground(canvas) + growth(canvas, 'flowers');
    case 'field':
      return farHills(canvas) + treeLine(canvas, 'few') + ground(canvas) + furrows(canvas);
    case 'mountains':
      return mountains(canvas, 1) + treeLine(canvas, 'many') + ground(canvas) + growth(canvas);
    case 'lake':
      return mountains(canvas, 0.86) + treeLine(canvas, 'many') + water(canvas) + shore(canvas);
    case 'river':
      return (
        mountains(canvas, 0.5) +
        farHills(canvas) +
        treeLine(canvas, 'few') +
        ground(canvas) +
        stream(canvas) +
        growth(canvas)
      );
    case 'sea':
      return water(canvas) + shore(canvas);
    case 'beach':
      return islands(canvas) + water(canvas) + sand(canvas);
    case 'underwater':
      return reef(canvas);
    case 'forest':
      return forest(canvas);
    case 'city':
      return drawCity(canvas);
    case 'desert':
      return desert(canvas);
    case 'space':
      return moonscape(canvas);
    case 'sky':
      return cloudSea(canvas);
    case 'room':
      return drawRoom(canvas);
  }
}
