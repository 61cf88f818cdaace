import type { Point, Size } from './strokes';

/** How large the image is seen while it is painted on, and which part of it. */
export class MaskView {
  /** Pixels of the page for one of the image. */
  zoom = $state(1);
  /** Whether the pointer moves the image instead of painting. */
  isPanning = $state(false);
  /** Whether the image is seen whole, however large the room is. */
  isFitted = true;
  /** What the image is seen through; there as long as the painter is. */
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
