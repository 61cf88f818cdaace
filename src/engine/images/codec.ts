import { join } from 'node:path';
import { Worker } from 'node:worker_threads';
import { EaselError, fail } from '../../shared/model/easelError';
import type { DrawingAnswer, DrawingOrder, DrawingSetup } from '../../shared/platform/drawingThread';
import type { Assets, Clock, Codec, Disposable } from '../../shared/platform/ports';
import { wasmFiles, type WasmName, type WasmPaths } from './formats/pixelImage';
import { createPixelThread } from './pixels/pixelThread';

export interface CodecSetup {
  /** The built drawing worker, an absolute path. */
  workerPath: string;
  /** resvg's WebAssembly, an absolute path. */
  wasmPath: string;
  /** The worker for image conversion and its WebAssembly, absolute paths. */
  pixels: { workerPath: string; wasm: WasmPaths };
  assets: Assets;
  clock: Clock;
  /** The caption's font among the assets. */
  font?: string;
  /** Milliseconds without work after which the thread ends; it takes some 60 MB of memory. */
  idleAfter?: number;
  /** Arguments of Node for the thread: tests load the worker's source through a loader. */
  execArgv?: string[];
}

const drawingAssets = ['sketch/drawings.json', 'sketch/words.json', 'sketch/glyphs.json'];

interface PendingDrawing {
  resolve(png: Uint8Array): void;
  reject(error: EaselError): void;
}

/** Paths of the WebAssembly files in a folder of built code. */
export function wasmBeside(folder: string): WasmPaths {
  const paths = Object.entries(wasmFiles).map(([name, { built }]) => [name, join(folder, built)]);
  return Object.fromEntries(paths) as Record<WasmName, string>;
}

/** Creates the codec, which has two worker threads: one draws Easel's own images, one converts images from outside. */
export function createCodec(setup: CodecSetup): Codec & { dispose(): Promise<void> } {
  const drawing = new DrawingThread(setup);
  const { assets, clock, execArgv, pixels } = setup;
  const thread = createPixelThread({ assets, clock, ...pixels, ...(execArgv && { execArgv }) });
  return {
    draw: (order) => drawing.draw(order),
    convert: (bytes, options) => thread.convert(bytes, options),
    dispose: async () => void (await Promise.all([drawing.dispose(), thread.dispose()])),
  };
}

/**
 * Draws in a worker thread that starts on first use and ends when idle. If the thread dies, its pending drawings fail
 * (`internal`), and the next drawing starts another one.
 */
class DrawingThread implements Pick<Codec, 'draw'> {
  readonly #setup: CodecSetup;
  readonly #waiting = new Map<number, PendingDrawing>();
  #worker: Promise<Worker> | undefined;
  /** The thread that the pending drawings wait for. */
  #current: Worker | undefined;
  #idle: Disposable | undefined;
  #lastId = 0;
  #isDisposed = false;

  constructor(setup: CodecSetup) {
    this.#setup = setup;
  }

  async draw(order: object): Promise<Uint8Array> {
    if (this.#isDisposed) throw fail('cancelled');
    this.#idle?.dispose();
    const id = ++this.#lastId;
    const drawn = new Promise<Uint8Array>((resolve, reject) => this.#waiting.set(id, { resolve, reject }));
    this.#post({ id, order });
    return drawn;
  }

  async dispose(): Promise<void> {
    this.#isDisposed = true;
    this.#idle?.dispose();
    this.#rejectAll(fail('cancelled'));
    await this.#end();
  }

  #post(order: DrawingOrder): void {
    this.#start().then(
      (worker) => {
        worker.ref();
        worker.postMessage(order);
      },
      (thrown: unknown) => this.#settle(order.id, (waiting) => waiting.reject(threadError(thrown))),
    );
  }

  #start(): Promise<Worker> {
    if (!this.#worker) {
      const starting = this.#startWorker();
      this.#worker = starting;
      starting.catch(() => this.#forget(starting));
    }
    return this.#worker;
  }

  async #startWorker(): Promise<Worker> {
    const { workerPath, wasmPath, assets, font = 'sketch/caption.ttf', execArgv } = this.#setup;
    const read = async (path: string) => [path, await assets.read(path)] as const;
    const files = new Map(await Promise.all(drawingAssets.map(read)));
    const data: DrawingSetup = { wasmPath, font: await assets.read(font), files };
    if (this.#isDisposed) throw fail('cancelled');
    const worker = new Worker(workerPath, { workerData: data, ...(execArgv && { execArgv }) });
    const onDeath = (cause: unknown): void => {
      // Nothing waits for a thread that was already ended.
      if (this.#current !== worker) return;
      this.#current = undefined;
      this.#worker = undefined;
      this.#rejectAll(threadError(cause));
    };
    worker.on('message', (answer: DrawingAnswer) => this.#take(answer));
    worker.on('error', onDeath);
    worker.on('messageerror', onDeath);
    worker.on('exit', (code) => onDeath(new Error(`the drawing thread ended with ${code}`)));
    this.#current = worker;
    return worker;
  }

  #forget(starting: Promise<Worker>): void {
    if (this.#worker === starting) this.#worker = undefined;
  }

  #take(answer: DrawingAnswer): void {
    this.#settle(answer.id, (waiting) => {
      if ('png' in answer) waiting.resolve(answer.png);
      else waiting.reject(fail('internal', { detail: answer.error }));
    });
  }

  #settle(id: number, settle: (waiting: PendingDrawing) => void): void {
    const waiting = this.#waiting.get(id);
    if (!waiting) return;
    this.#waiting.delete(id);
    settle(waiting);
    if (this.#waiting.size === 0 && !this.#isDisposed) this.#endWhenIdle();
  }

  #endWhenIdle(): void {
    // An idle thread must not keep the process alive.
    this.#current?.unref();
    this.#idle?.dispose();
    this.#idle = this.#setup.clock.after(this.#setup.idleAfter ?? 60_000, () => {
      if (this.#waiting.size === 0) void this.#end();
    });
  }

  #rejectAll(error: EaselError): void {
    const all = [...this.#waiting.values()];
    this.#waiting.clear();
    for (const waiting of all) waiting.reject(error);
  }

  async #end(): Promise<void> {
    const starting = this.#worker;
    this.#worker = undefined;
    this.#current = undefined;
    await (await starting?.catch(() => undefined))?.terminate();
  }
}

function threadError(cause: unknown): EaselError {
  if (cause instanceof EaselError) return cause;
  const detail = cause instanceof Error ? `${cause.name}: ${cause.message}` : String(cause);
  return fail('internal', { detail: `drawing: ${detail.slice(0, 200)}` }, cause);
}
