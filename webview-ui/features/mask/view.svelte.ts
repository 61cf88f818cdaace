import type { Point, Size } from './strokes';

/** Zoom and scroll position of the mask painter. */
export class MaskView {
  /** CSS pixels for one image pixel. */
  zoom = $state(1);
  /** Whether the pointer pans instead of painting. */
  isPanning = $state(false);
  /** Whether the image follows the size of the viewport. */
  isFitted = true;
  /** The viewport element. */
  room: HTMLElement | undefined;

  fit({ width, height }: Size): void {
    const { clientWidth = 0, clientHeight = 0 } = this.room ?? {};
    this.isFitted = true;
    this.zoom = Math.min(4, (clientWidth - 24) / width, (clientHeight - 24) / height);
  }

  /** @param middle What stays where it is, in pixels of the room. */
  zoomBy(factor: number, middle?: Point): void {
    const { room } = this;
    if (!room) return;
    const { x, y } = middle ?? { x: room.clientWidth / 2, y: room.clientHeight / 2 };
    const next = Math.min(16, Math.max(0.05, this.zoom * factor));
    const real = next / this.zoom;
    this.isFitted = false;
    this.zoom = next;
    requestAnimationFrame(() => room.scrollTo((room.scrollLeft + x) * real - x, (room.scrollTop + y) * real - y));
  }
}
