/** Converts images in a worker thread: one after the other, each with a time limit. */
import { Worker } from 'node:worker_threads';
import { type EaselError, fail } from '../../../shared/model/easelError';
import type { Assets, Clock, Codec, Converted, ConvertOptions, Disposable } from '../../../shared/platform/ports';
import { sniffSvg } from '../formats/svg';
import type { PixelAnswer, PixelOrder, PixelSetup, WasmPaths } from '../formats/pixelImage';

export interface PixelThreadSetup {
  /** The built worker, an absolute path. */
  workerPath: string;
  wasm: WasmPaths;
  assets: Assets;
  clock: Clock;
  /** Milliseconds without work after which the thread ends. */
  idleAfter?: number;
  /** Maximum milliseconds for one image. */
  timeLimit?: number;
  /** Arguments of Node for the thread: tests load the worker's source through a loader. */
  execArgv?: string[];
}

/** The font for text in SVGs from outside. */
const fontPath = 'sketch/caption.ttf';

export function createPixelThread(setup: PixelThreadSetup): Pick<Codec, 'convert'> & { dispose(): Promise<void> } {
  return new PixelThread(setup);
}

interface PendingConversion {
  order: PixelOrder;
  resolve(converted: Converted): void;
  reject(error: EaselError): void;
}

class PixelThread {
  readonly #setup: PixelThreadSetup;
  readonly #queue: PendingConversion[] = [];
  #current: PendingConversion | undefined;
  #worker: Worker | undefined;
  #timer: Disposable | undefined;
  #ended: Promise<unknown> = Promise.resolve();
  #isDisposed = false;

  constructor(setup: PixelThreadSetup) {
    this.#setup = setup;
  }

  async convert(bytes: Uint8Array, options: ConvertOptions): Promise<Converted> {
    const fonts = sniffSvg(bytes) ? [await this.#setup.assets.read(fontPath)] : [];
    return new Promise((resolve, reject) => {
      this.#queue.push({ order: { bytes, options, fonts }, resolve, reject });
      this.#next();
    });
  }

  async dispose(): Promise<void> {
    this.#isDisposed = true;
    const waiting = [...(this.#current ? [this.#current] : []), ...this.#queue.splice(0)];
    this.#current = undefined;
    this.#end();
    for (const one of waiting) one.reject(fail('cancelled'));
    await this.#ended;
  }

  #next(): void {
    if (this.#isDisposed) for (const one of this.#queue.splice(0)) one.reject(fail('cancelled'));
    if (this.#current) return;
    this.#current = this.#queue.shift();
    this.#timer?.dispose();
    this.#timer = undefined;
    if (!this.#current) return this.#idle();
    const { clock, timeLimit = 60_000 } = this.#setup;
    try {
      this.#worker ??= this.#start();
      this.#worker.ref();
      this.#timer = clock.after(timeLimit, () =>
        this.#settle({ refusal: 'unreadable', detail: `not done in ${timeLimit} ms` }),
      );
      this.#worker.postMessage(this.#current.order);
    } catch (thrown) {
      this.#failCurrent(thrown);
    }
  }

  #start(): Worker {
    const { workerPath, wasm, execArgv } = this.#setup;
    const data: PixelSetup = { wasm };
    const worker = new Worker(workerPath, { workerData: data, ...(execArgv && { execArgv }) });
    const onDeath = (cause: unknown): void => {
      // Nothing waits for a thread that was already ended.
      if (this.#worker === worker) this.#failCurrent(cause);
    };
    worker.on('message', (answer: PixelAnswer) => {
      if (this.#worker === worker) this.#settle(answer);
    });
    worker.on('error', onDeath);
    worker.on('messageerror', onDeath);
    worker.on('exit', (code) => onDeath(new Error(`the thread ended with ${code}`)));
    return worker;
  }

  #settle(answer: PixelAnswer): void {
    const current = this.#current;
    this.#current = undefined;
    if ('refusal' in answer) {
      // A failed decoder may have left the thread in any state: the next image gets a new one.
      this.#end();
      current?.reject(errorOf(answer, current.order));
    } else current?.resolve(answer);
    this.#next();
  }

  #failCurrent(cause: unknown): void {
    const current = this.#current;
    this.#current = undefined;
    this.#end();
    current?.reject(threadError(cause));
    this.#next();
  }

  #idle(): void {
    // An idle thread must not keep the process alive.
    this.#worker?.unref();
    if (!this.#worker || this.#isDisposed) return;
    this.#timer = this.#setup.clock.after(this.#setup.idleAfter ?? 60_000, () => this.#end());
  }

  #end(): void {
    this.#timer?.dispose();
    this.#timer = undefined;
    const worker = this.#worker;
    this.#worker = undefined;
    if (worker) this.#ended = Promise.all([this.#ended, worker.terminate()]);
  }
}

function errorOf(
  { refusal, detail }: Extract<PixelAnswer, { refusal: unknown }>,
  { bytes, options }: PixelOrder,
): EaselError {
  const values = { size: bytes.length, max: options.maxBytes ?? 0 };
  switch (refusal) {
    case 'too-big':
      return fail('bad-request', { reason: 'image-too-big', values, detail });
    case 'unreadable':
    case 'too-many-pixels':
    case 'unsafe':
      return fail('bad-request', { reason: 'not-an-image', values, detail });
    case undefined:
      return threadError(detail);
  }
}

function threadError(cause: unknown): EaselError {
  const detail = cause instanceof Error ? `${cause.name}: ${cause.message}` : String(cause);
  return fail('internal', { detail: `pixels: ${detail.slice(0, 200)}` }, cause);
}
