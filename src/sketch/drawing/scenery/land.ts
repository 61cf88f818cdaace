import type { Location } from '../../reading/meanings';
import type { Canvas } from '../canvas/canvas';
import { drawCity } from './city';
import { farHills, furrows, ground, growth, mountains, treeLine } from './hills';
import { drawRoom } from './room';
import { reef, sand, shore, stream, water } from './waters';
import { cloudSea, desert, forest, moonscape } from './wilds';

const country = (canvas: Canvas): string => farHills(canvas) + treeLine(canvas, 'few') + ground(canvas);

const lands: Record<Location, (canvas: Canvas) => string> = {
  meadow: (canvas) => country(canvas) + growth(canvas),
  garden: (canvas) => country(canvas) + growth(canvas, 'flowers'),
  field: (canvas) => country(canvas) + furrows(canvas),
  mountains: (canvas) => mountains(canvas, 1) + treeLine(canvas, 'many') + ground(canvas) + growth(canvas),
  lake: (canvas) => mountains(canvas, 0.86) + treeLine(canvas, 'many') + water(canvas) + shore(canvas),
  river: (canvas) => mountains(canvas, 0.5) + country(canvas) + stream(canvas) + growth(canvas),
  sea: (canvas) => water(canvas) + shore(canvas),
  beach: (canvas) => water(canvas) + sand(canvas),
  underwater: reef,
  forest,
  city: drawCity,
  desert,
  space: moonscape,
  sky: cloudSea,
  room: drawRoom,
};

/** The land behind the figures, from the horizon to the lower edge. */
export function drawLand(canvas: Canvas): string {
  return lands[canvas.location](canvas);
}
