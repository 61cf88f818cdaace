import type { ImagesView, StoredImagesState } from '../../../src/shared/protocol/pages/images';
import type { ImageItem } from '../../../src/shared/protocol/views/entries';
import type { Host } from '../../lib/host/host';
import { sentenceOf } from '../../lib/format/sentence';

/** Actions on one image. */
export type ImageAction = 'insert' | 'open' | 'saveAs';

type Status = { kind: 'loading' } | { kind: 'empty' } | { kind: 'ready' } | { kind: 'failed'; sentence: string };

/** State of the images panel: its images, the selected one, and the last error. */
export class ImagesState {
  readonly #host: Host<'images'>;
  #loading = new AbortController();
  status = $state.raw<Status>({ kind: 'loading' });
  view = $state.raw<ImagesView | undefined>();
  chosenId = $state.raw<string | undefined>();
  /** Error of the last action. */
  error = $state.raw<string | undefined>();
  readonly chosen: ImageItem | undefined = $derived(this.view?.images.find(({ id }) => id === this.chosenId));

  constructor(host: Host<'images'>) {
    this.#host = host;
    const kept = host.kept() as Partial<StoredImagesState> | undefined;
    this.chosenId = typeof kept?.chosenId === 'string' ? kept.chosenId : undefined;
  }

  /** Fetches the images; a later call replaces a pending one. */
  async load(): Promise<void> {
    this.#loading.abort();
    const mine = new AbortController();
    this.#loading = mine;
    try {
      const view = await this.#host.api.call('images', [], mine.signal);
      this.view = view;
      this.status = { kind: view && view.images.length > 0 ? 'ready' : 'empty' };
      const isThere = view?.images.some(({ id }) => id === this.chosenId) === true;
      if (!isThere) this.chosenId = view?.images[0]?.id;
      this.#keep();
    } catch (thrown) {
      if (!mine.signal.aborted) this.status = { kind: 'failed', sentence: sentenceOf(thrown) };
    }
  }

  choose(imageId: string): void {
    this.chosenId = imageId;
    this.error = undefined;
    this.#keep();
  }

  #keep(): void {
    const kept: StoredImagesState = { jobIds: this.view?.jobIds ?? [], chosenId: this.chosenId };
    this.#host.keep(kept);
  }

  /** Runs an action on the selected image. */
  async act(action: ImageAction): Promise<void> {
    if (this.chosenId !== undefined) await this.#tried(this.#host.api.call(action, [this.chosenId]));
  }

  async ask(action: 'generate' | 'openLog' | 'close'): Promise<void> {
    await this.#tried(this.#host.api.call(action, []));
  }

  async #tried(call: Promise<void>): Promise<void> {
    this.error = undefined;
    try {
      await call;
    } catch (thrown) {
      this.error = sentenceOf(thrown);
    }
  }
}
