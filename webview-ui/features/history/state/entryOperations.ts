import type { Host } from '../../../lib/host/host';
import { copyImage } from '../../../lib/controls/clipboard';
import type { HistoryState } from './history.svelte';

/** Actions on images. */
export type ImageAction = 'insert' | 'open' | 'saveAs' | 'copyPath' | 'copyMarkdown' | 'reveal';

/** The calls that act on the chosen entries; errors and outcomes are shown by the state of the page. */
export class EntryOperations {
  readonly #host: Host<'admin'>;
  readonly #history: HistoryState;

  constructor(host: Host<'admin'>, history: HistoryState) {
    this.#host = host;
    this.#history = history;
  }

  async act(action: ImageAction): Promise<void> {
    const { api } = this.#host;
    const imageId = this.#history.chosenEntry?.imageId;
    await this.#history.attempt(async () => {
      if (action !== 'open' && action !== 'saveAs' && action !== 'reveal') {
        const imageIds = this.#history.images.map((image) => image.imageId);
        const done = imageIds.length > 0 && (await api.call(action, [imageIds]));
        if (done) this.#history.message = this.#host.start.strings.copied;
      } else if (imageId !== undefined) await api.call(action, [imageId]);
    });
  }

  async copyImage(): Promise<void> {
    const url = this.#history.chosenEntry?.url;
    const { copied, copyFailed } = this.#host.start.strings;
    await this.#history.attempt(async () => {
      if (url === undefined) return;
      if (await copyImage(url).catch(() => true)) this.#history.error = copyFailed;
      else this.#history.message = copied;
    });
  }

  async again(): Promise<void> {
    const { chosenEntry } = this.#history;
    if (chosenEntry) await this.#history.attempt(() => this.#host.api.call('again', [chosenEntry.jobId]));
  }

  async step(action: string): Promise<void> {
    const jobId = this.#history.detail?.entry.jobId;
    if (jobId !== undefined) await this.#history.attempt(() => this.#host.api.call('step', [jobId, action]));
  }

  async setFavorite(): Promise<void> {
    const chosen = this.#history.chosenEntries.filter(({ imageId }) => imageId !== undefined);
    if (chosen.length === 0) return;
    const isFavorite = !chosen.every(({ id, favorite }) => this.#history.entries.find(id)?.favorite ?? favorite);
    const ids = chosen.flatMap(({ imageId }) => imageId ?? []);
    await this.#history.attempt(() => this.#host.api.call('setFavorite', [ids, isFavorite]));
  }

  async remove(): Promise<void> {
    const { chosenEntries } = this.#history;
    if (chosenEntries.length === 0) return;
    const removed = await this.#history.removals.remove({
      imageIds: chosenEntries.flatMap(({ imageId }) => imageId ?? []),
      jobIds: chosenEntries.flatMap(({ imageId, jobId }) => (imageId === undefined ? jobId : [])),
    });
    if (removed) this.#history.selected = new Map();
  }

  async ask(action: 'generate' | 'openLog'): Promise<void> {
    await this.#history.attempt(() => this.#host.api.call(action, []));
  }
}
