import {
  nextSize,
  rectangleBetween,
  moved,
  type Point,
  type Rectangle,
  type Size,
  type MaskOperation,
  type Tool,
} from './strokes';

type Stroke = Extract<MaskOperation, { kind: 'stroke' }>;

/** The current tool: its position and unfinished stroke, in pixels of the image. */
export class Painting {
  readonly #add: (step: MaskOperation) => void;
  tool = $state.raw<Tool>('brush');
  /** Across. */
  brush = $state(0);
  /** Whether nothing is painted, also after erasing everything. */
  isBlank = $state(true);
  /** Whether the image can't be loaded. */
  isUnread = $state(false);
  /** Size of the image; 0 until it is loaded. */
  size = $state.raw<Size>({ width: 0, height: 0 });
  /** Position of the brush, by pointer or keys. */
  position = $state.raw<Point>();
  /** First corner of a rectangle. */
  corner = $state.raw<Point>();
  #points: number[] | undefined;
  readonly frame: Rectangle | undefined = $derived(
    this.corner && this.position ? rectangleBetween(this.corner, this.position, this.size) : undefined,
  );

  /** @param add Called with each finished operation. */
  constructor(add: (step: MaskOperation) => void) {
    this.#add = add;
  }

  get longerSide(): number {
    return Math.max(this.size.width, this.size.height);
  }

  start(size: Size): void {
    this.size = size;
    this.brush = Math.max(4, Math.round(this.longerSide / 20));
    this.position = { x: size.width / 2, y: size.height / 2 };
  }

  /** Another tool discards the unfinished stroke. */
  choose(tool: Tool): void {
    this.tool = tool;
    this.corner = undefined;
  }

  resize(direction: 1 | -1): void {
    this.brush = nextSize(this.brush, direction);
  }

  get isStroking(): boolean {
    return this.#points !== undefined;
  }

  /** @returns The part of the stroke to draw now. */
  press(at: Point): Stroke | undefined {
    this.position = at;
    if (this.tool === 'rectangle') {
      this.corner = at;
      return undefined;
    }
    this.#points = [];
    return this.#extend(at);
  }

  drag(at: Point): Stroke | undefined {
    this.position = at;
    return this.#extend(at);
  }

  release(at: Point): void {
    if (this.#points) this.#add(this.#stroke(this.#points));
    else if (this.corner) {
      this.position = at;
      if (this.frame) this.#finishRectangle();
    }
    this.#points = undefined;
  }

  /** Uses the tool at its position, as a click does. */
  useTool(): void {
    if (!this.position) return;
    if (this.tool !== 'rectangle') this.#add(this.#stroke([this.position.x, this.position.y]));
    else if (this.corner) this.#finishRectangle();
    else this.corner = this.position;
  }

  /** @returns The new position; undefined for other keys. */
  moveBy(key: string, how: 'coarsely' | 'finely'): Point | undefined {
    const step = how === 'finely' ? 1 : Math.max(1, this.longerSide / 50);
    const next = this.position && moved(this.position, key, { step, size: this.size });
    if (next) this.position = next;
    return next;
  }

  /** Continues the stroke; points that are too close together are skipped. */
  #extend({ x, y }: Point): Stroke | undefined {
    if (!this.#points) return undefined;
    const [lastX = Infinity, lastY = Infinity] = this.#points.slice(-2);
    if (Math.hypot(x - lastX, y - lastY) < Math.max(1, this.brush / 12)) return undefined;
    this.#points.push(Math.round(x * 10) / 10, Math.round(y * 10) / 10);
    return this.#stroke(this.#points.slice(-4));
  }

  #stroke(points: number[]): Stroke {
    return { kind: 'stroke', erases: this.tool === 'eraser', size: this.brush, points };
  }

  #finishRectangle(): void {
    if (this.frame) this.#add({ kind: 'rectangle', erases: false, ...this.frame });
    this.corner = undefined;
  }
}
