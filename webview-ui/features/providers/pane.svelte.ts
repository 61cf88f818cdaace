import type { FormSubject } from '../../../src/shared/protocol/pages/providers';
import type { Host } from '../../lib/host/host';
import { FormState } from './form/form.svelte';

interface Opening {
  /** What the form contained before the page was hidden. */
  typed?: Record<string, string>;
  forSecret?: boolean;
}

/** What is shown beside the list: nothing, the types to choose from, or the form of one provider. */
export class ProviderPane {
  readonly #host: Host<'admin'>;
  readonly #keep: (state: unknown) => void;
  form = $state.raw<FormState>();
  choosesType = $state(false);
  /** Whether the form was opened for a key or a password. */
  isForSecret = $state(false);
  readonly isOpen: boolean = $derived(this.form !== undefined || this.choosesType);

  constructor(host: Host<'admin'>, keep: (state: unknown) => void) {
    this.#host = host;
    this.#keep = keep;
  }

  async open(subject: FormSubject, { typed = {}, forSecret = false }: Opening = {}): Promise<void> {
    if (this.#holds()) return;
    const next = new FormState(this.#host, subject, this.#keep);
    this.isForSecret = forSecret;
    await next.load(typed);
    this.choosesType = false;
    this.form = next;
  }

  chooseType(): void {
    if (this.#holds()) return;
    this.form = undefined;
    this.choosesType = true;
  }

  /** Keeps unsaved changes until they are discarded; returns whether there are any. */
  #holds(): boolean {
    if (!this.form?.isChanged) return false;
    this.form.isHeld = true;
    return true;
  }

  /** Closes the pane unless it has unsaved changes. */
  leave(): 'closed' | 'held' {
    if (this.#holds()) return 'held';
    this.close();
    return 'closed';
  }

  /** ID of the provider of the form; undefined for a new one. */
  get id(): string | undefined {
    return this.form && 'id' in this.form.subject ? this.form.subject.id : undefined;
  }

  close(): void {
    this.form = undefined;
    this.choosesType = false;
    this.#keep(undefined);
  }
}
