/** Parts of the extension that are created on first use, so that activation does not load their code. */
import type { Disposable } from '../../shared/platform/ports';

/** Creates a part on the first call and gives the same one afterwards; a failed attempt is repeated by the next call. */
export function once<Part>(create: () => Promise<Part>): () => Promise<Part> {
  let created: Promise<Part> | undefined;
  return () =>
    (created ??= create().catch((thrown: unknown) => {
      created = undefined;
      throw thrown;
    }));
}

export interface Lazy<Part> extends Disposable {
  get(): Promise<Part>;
}

/** The same for a part that holds resources: disposing disposes it if it was created. */
export function lazy<Part extends Disposable>(create: () => Promise<Part>): Lazy<Part> {
  let created: Promise<Part> | undefined;
  const get = once(create);
  return {
    get: () => (created = get()),
    dispose: () =>
      void created?.then(
        (part) => part.dispose(),
        () => undefined,
      ),
  };
}
