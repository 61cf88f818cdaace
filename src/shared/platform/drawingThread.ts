/** Messages between the engine and the thread that draws placeholder images (`src/sketch/drawing.worker.ts`). */

/** What the thread is started with. */
export interface DrawingSetup {
  /** resvg's WebAssembly, an absolute path. */
  wasmPath: string;
  /** TrueType, for captions. */
  font: Uint8Array;
  /** Assets by path, as `Assets` takes it. */
  files: ReadonlyMap<string, Uint8Array>;
}

/** What it is asked for. */
export interface DrawingOrder {
  id: number;
  order: object;
}

/** What it answers: bytes of a PNG, or why there are none. */
export type DrawingAnswer = { id: number; png: Uint8Array } | { id: number; error: string };
