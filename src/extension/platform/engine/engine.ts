/** The one place that loads the engine, and only when something needs it. */
import { join } from 'node:path';
import type { Easel } from '../../../engine/surface/easel';
import type { Codec, Disposable } from '../../../shared/platform/ports';
import type { EnginePorts } from '../../../engine';

export interface Engine {
  /** Opens it on first use. @throws EaselError `storage` when the history can't be opened; the next call tries again. */
  get(): Promise<Easel>;
  /** The engine if it is already open. */
  opened(): Easel | undefined;
  /** Work on pixels; undefined while the engine is not open. */
  codec(): Codec | undefined;
  /**
   * Awaited before the engine opens: code that is loaded here can add its `onOpen` listeners in time for the first event.
   * A rejection makes the attempt to open fail.
   */
  onWillOpen(prepare: () => Promise<unknown>): Disposable;
  /** Called each time the engine has opened, and immediately if it is open. */
  onOpen(listener: (easel: Easel) => void): Disposable;
  dispose(): Promise<void>;
}

export interface EngineHost {
  /** Called once for each attempt to open. */
  ports(): Promise<Omit<EnginePorts, 'codec'>>;
  /** Absolute path of the folder of the built code, which contains the workers. */
  builtFolder: string;
}

export function createEngine(host: EngineHost): Engine {
  const listeners = new Set<(easel: Easel) => void>();
  const preparations = new Set<() => Promise<unknown>>();
  let opening: Promise<Easel> | undefined;
  let easel: Easel | undefined;
  let drawing: (Codec & { dispose(): Promise<void> }) | undefined;
  let isDisposed = false;

  async function open(): Promise<Easel> {
    const [{ createCodec, openEngine, wasmBeside }, ports] = await Promise.all([
      import('../../../engine'),
      host.ports(),
      ...[...preparations].map((prepare) => prepare()),
    ]);
    const codec = createCodec({
      workerPath: join(host.builtFolder, 'drawingWorker.js'),
      wasmPath: join(host.builtFolder, 'resvg.wasm'),
      pixels: { workerPath: join(host.builtFolder, 'pixelsWorker.js'), wasm: wasmBeside(host.builtFolder) },
      assets: ports.assets,
      clock: ports.clock,
    });
    drawing = codec;
    const opened = await openEngine({ ...ports, codec });
    if (isDisposed) {
      await opened.dispose();
      throw new Error('Easel was closed while it was starting.');
    }
    easel = opened;
    for (const listener of listeners) listener(opened);
    return opened;
  }

  function get(): Promise<Easel> {
    opening ??= open().catch((thrown: unknown) => {
      opening = undefined;
      throw thrown;
    });
    return opening;
  }

  return {
    get,
    opened: () => easel,
    codec: () => (easel ? drawing : undefined),
    onWillOpen(prepare) {
      preparations.add(prepare);
      return { dispose: () => preparations.delete(prepare) };
    },
    onOpen(listener) {
      listeners.add(listener);
      if (easel) listener(easel);
      return { dispose: () => listeners.delete(listener) };
    },
    async dispose() {
      isDisposed = true;
      await opening?.catch(() => undefined);
      await easel?.dispose();
      await drawing?.dispose();
      easel = undefined;
    },
  };
}
