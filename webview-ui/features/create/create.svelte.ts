import type { AddedImages, CreateDraft, CreateForm, CreateTarget } from '../../../src/shared/protocol/pages/create';
import type { AdminRoute } from '../../../src/shared/protocol/pages/adminRoute';
import type { JobAction } from '../../../src/shared/protocol/views/entries';
import type { Host } from '../../lib/host/host';
import { withoutMask, withProvider, withReferences, withTarget, withValue } from './draft';
import { maxBytes, type Dropped } from './droppedImages';
import { readStoredDraft, type StoredDraft } from './storedDraft';
import { withMaskOf, type Masks } from './masks';
import { noWork, type MaskWork } from '../mask/strokes';
import { fill } from '../../lib/format/format';
import { CreateResults } from './results.svelte';
import { sentenceOf } from '../../lib/format/sentence';
import { takeOnce } from '../../lib/host/usedRoutes';

/** State of the Create page: draft, form and results. */
export class CreateState {
  readonly #host: Host<'admin'>;
  readonly #keep: (state: unknown) => void;
  #asked = 0;
  #masks: Masks;
  prompt = $state('');
  draft = $state.raw<CreateDraft>({ references: [] });
  form = $state.raw<CreateForm>();
  work = $state.raw<MaskWork>(noWork);
  paints = $state(false);
  isStarting = $state(false);
  error = $state<string>();
  readonly results: CreateResults;
  readonly #isRight: boolean = $derived(
    this.form !== undefined && !this.form.problem && this.form.fields.every(({ error }) => error === undefined),
  );
  readonly isReady: boolean = $derived(
    this.#isRight &&
      !this.isStarting &&
      this.prompt.trim() !== '' &&
      this.prompt.length <= (this.form?.promptLength ?? Infinity),
  );

  constructor(host: Host<'admin'>, { kept, keep }: { kept: unknown; keep: (state: unknown) => void }) {
    this.#host = host;
    this.#keep = keep;
    const { prompt, draft, jobIds, work, masks, paints } = readStoredDraft(kept);
    this.prompt = prompt;
    this.draft = draft;
    this.work = work;
    this.#masks = masks;
    this.paints = paints;
    this.results = new CreateResults(host, jobIds);
  }

  keep(): void {
    const { prompt, draft, results, work, paints } = this;
    this.#keep({ prompt, draft, jobIds: results.jobIds, work, masks: this.#masks, paints } satisfies StoredDraft);
  }

  /**
   * Fetches the form of the draft; only the latest call counts.
   * @param how Quiet: the draft is unchanged, so messages stay.
   */
  async ask(how: 'aloud' | 'quiet' = 'aloud'): Promise<void> {
    const asked = ++this.#asked;
    this.keep();
    await this.#tried(async () => {
      const form = await this.#host.api.call('createForm', [this.draft]);
      if (asked !== this.#asked) return;
      this.form = form;
      // Drops images that the host no longer has.
      const references = form.references.map(({ hash }) => hash);
      if (references.length < this.draft.references.length) this.#putReferences(references);
    }, how);
  }

  async load(): Promise<void> {
    await this.#tried(() => this.results.load(), 'quiet');
  }

  async begin(route: AdminRoute | undefined): Promise<void> {
    if (route?.page !== 'create' || !takeOnce(route)) return;
    if (route.parametersOf !== undefined) await this.like(route.parametersOf);
    const images = route.references ?? [];
    if (images.length > 0) {
      const hashes: string[] = [];
      for (const image of images) {
        if ('reference' in image) hashes.push(image.reference.hash);
        else hashes.push(...(await this.#fromHistory(image.imageId)));
      }
      this.setReferences([...(route.adds ? this.draft.references : []), ...hashes]);
    }
    if (route.mask) {
      if (images.length > 0) this.useTarget(route.mask);
      this.openMask();
    }
  }

  async #fromHistory(imageId: string): Promise<string[]> {
    let hashes: string[] = [];
    await this.#tried(async () => ({ hashes } = await this.#host.api.call('createFromHistory', [[imageId]])));
    return hashes;
  }

  /** Loads the request of an earlier job into the draft. */
  async like(jobId: string): Promise<void> {
    await this.#tried(async () => {
      const { prompt, draft } = await this.#host.api.call('createLike', [jobId]);
      this.prompt = prompt;
      const own = this.#masksOf(draft);
      this.draft = draft;
      // Strokes belong to one mask; if the job had none, they can be used.
      this.work = own && (draft.mask === undefined || draft.mask === own.mask) ? own.work : noWork;
      await this.ask();
    });
  }

  /** Asks for the key or password that the chosen provider lacks. */
  async setSecret(): Promise<void> {
    const providerId = this.form?.providerId;
    if (providerId === undefined) return;
    await this.#tried(() => this.#host.api.call('createSetSecret', [providerId]));
    await this.ask('quiet');
  }

  async start(): Promise<void> {
    if (this.isStarting) return;
    this.isStarting = true;
    await this.#start(this.form?.takesMask ? this.draft : withoutMask(this.draft), this.prompt);
    this.isStarting = false;
  }

  async #start(draft: CreateDraft, prompt: string): Promise<void> {
    await this.#tried(async () => {
      this.results.add(await this.#host.api.call('createStart', [draft, prompt]));
      this.keep();
      await this.load();
    });
  }

  setProvider(providerId: string): void {
    this.draft = withProvider(this.draft, providerId);
    void this.ask();
  }

  useTarget(target: CreateTarget): void {
    this.draft = withTarget(this.draft, target);
    void this.ask();
  }

  setValue(name: string, value: string): void {
    this.draft = withValue(this.draft, this.form, [name, value]);
    if (this.form) {
      const fields = this.form.fields.map((field) => ({ ...field, value: this.draft.values?.[field.name] ?? '' }));
      this.form = { ...this.form, fields };
    }
    void this.ask();
  }

  setReferences(references: readonly string[]): void {
    this.#putReferences(references);
    void this.ask();
  }

  #putReferences(references: readonly string[]): void {
    const draft = withReferences(this.draft, references);
    const { mask, work = noWork } = this.#masksOf(draft) ?? {};
    this.draft = mask === undefined ? draft : { ...draft, mask };
    this.work = work;
  }

  /** Stores the mask of the current first image and loads that of the new one. */
  #masksOf({ references: [first] }: CreateDraft): Masks[string] | undefined {
    this.#masks = withMaskOf(this.#masks, this.draft, this.work);
    return first === undefined ? undefined : this.#masks[first];
  }

  async add(adding: Promise<AddedImages>): Promise<void> {
    await this.#tried(async () => {
      const { hashes, problem } = await adding;
      if (hashes.length > 0) this.setReferences([...this.draft.references, ...hashes]);
      this.error = problem;
    });
  }

  async addDropped({ uris, files }: Dropped): Promise<void> {
    const { api, start } = this.#host;
    if (uris.length > 0) await this.add(api.call('createFromFiles', [uris.slice(0, 100)]));
    for (const file of files.slice(0, 20)) {
      if (file.size > maxBytes) {
        const max = Math.round(maxBytes / 1e6);
        this.error = fill(start.strings.createTooBig, { name: file.name, max });
      } else {
        const bytes = new Uint8Array(await file.arrayBuffer());
        await this.add(api.call('createFromBytes', [bytes, file.name.slice(-200)]));
      }
    }
  }

  pick(): void {
    void this.add(this.#host.api.call('createPick', []));
  }

  use(...imageIds: string[]): void {
    void this.add(this.#host.api.call('createFromHistory', [imageIds]));
  }

  openMask(): void {
    this.paints = true;
    this.keep();
  }

  setWork(work: MaskWork): void {
    this.work = work;
    this.keep();
  }

  /** @param mask The painted PNG; left out: what was painted is not used. */
  async closeMask(mask?: Uint8Array): Promise<void> {
    this.paints = false;
    this.keep();
    if (!mask) return;
    const [first] = this.draft.references;
    await this.#tried(async () => {
      const [hash] = (await this.#host.api.call('createFromBytes', [mask, 'mask.png'])).hashes;
      // The first image may have changed meanwhile.
      if (hash !== undefined && first === this.draft.references[0]) this.draft = { ...this.draft, mask: hash };
      await this.ask();
    });
  }

  dropMask(): void {
    this.draft = withoutMask(this.draft);
    this.work = noWork;
    void this.ask();
  }

  async run(jobId: string, action: JobAction): Promise<void> {
    const { api } = this.#host;
    if (action !== 'again') return this.#tried(() => api.call('runJob', [jobId, action]));
    await this.#tried(async () => {
      const { prompt, draft } = await api.call('createLike', [jobId]);
      await this.#start(draft, prompt);
    });
  }

  /** Edited on this page, without opening it again. */
  async step(jobId: string, action: string): Promise<void> {
    if (action === 'change-prompt' || action === 'choose-provider') return this.like(jobId);
    await this.#tried(() => this.#host.api.call('step', [jobId, action]));
  }

  async image(action: 'open' | 'insert', imageId: string): Promise<void> {
    const { api } = this.#host;
    await this.#tried(() => (action === 'open' ? api.call('open', [imageId]) : api.call('insert', [[imageId]])));
  }

  prompts(): Promise<string[]> {
    return this.#host.api.call('createPrompts', []).catch(() => []);
  }

  clear(): void {
    this.results.clear();
    this.keep();
  }

  async #tried(work: () => Promise<unknown>, how: 'aloud' | 'quiet' = 'aloud'): Promise<void> {
    if (how === 'aloud') this.error = undefined;
    try {
      await work();
    } catch (thrown) {
      this.error = sentenceOf(thrown);
    }
  }
}
