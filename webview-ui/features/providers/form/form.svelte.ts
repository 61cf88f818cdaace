/** The form of one provider while it is open. */
import type { ProviderAim, ProviderField, ProviderForm } from '../../../../src/shared/protocol/pages/providers';
import type { Host } from '../../../lib/host/host';
import { sentenceOf } from '../../../lib/format/sentence';
import type { StoredForm } from '../state/providers.svelte';

export class FormState {
  readonly #host: Host<'admin'>;
  readonly #keep: (kept: StoredForm) => void;
  aim: ProviderAim;
  form = $state.raw<ProviderForm | undefined>();
  values = $state.raw<Record<string, string>>({});
  /** Typed here and sent once; never stored. */
  secrets = $state<Record<string, string>>({});
  /** Names of stored secrets to be deleted on save: they can't be read back. */
  forgotten = $state.raw<readonly string[]>([]);
  /** Whether the user tried to close it with unsaved changes. */
  isHeld = $state(false);
  wrong = $state.raw<Record<string, string>>({});
  trouble = $state.raw<string | undefined>();
  isSaving = $state(false);

  constructor(host: Host<'admin'>, aim: ProviderAim, keep: (kept: StoredForm) => void) {
    this.#host = host;
    this.aim = aim;
    this.#keep = keep;
  }

  get isNew(): boolean {
    return 'type' in this.aim;
  }

  /** @param typed What stood in the form before the page was hidden. */
  async load(typed: Record<string, string> = {}): Promise<void> {
    try {
      const form = await this.#host.api.call('providerForm', [this.aim]);
      const wrong = form.fields.flatMap((field) => (field.wrong === undefined ? [] : [[field.path, field.wrong]]));
      this.form = form;
      this.wrong = Object.fromEntries(wrong) as Record<string, string>;
      this.values = Object.fromEntries(form.fields.map(({ path, value }) => [path, typed[path] ?? value]));
    } catch (thrown) {
      this.trouble = sentenceOf(thrown);
    }
  }

  set(path: string, value: string): void {
    const { [path]: _former, ...others } = this.wrong;
    this.wrong = others;
    this.values = { ...this.values, [path]: value };
    this.#keep({ aim: this.aim, values: this.values });
  }

  /** Whether it has unsaved changes. */
  get isChanged(): boolean {
    const isTyped = Object.values(this.secrets).some((value) => value !== '');
    const fields = this.form?.fields ?? [];
    return isTyped || this.forgotten.length > 0 || fields.some(({ path, value }) => this.values[path] !== value);
  }

  /** Origin of the typed address; empty if it is not valid. */
  get origin(): string {
    const text = (path: string): string => {
      const field = this.form?.fields.find((one) => one.path === path);
      return field ? this.values[path]?.trim() || field.usual : '';
    };
    const site = text('site');
    return originOf(text(site === '' ? 'baseUrl' : `sites.${site}`));
  }

  /** Origin of the stored keys, if the typed address has another one. */
  get formerOrigin(): string | undefined {
    const former = originOf(this.form?.address ?? '');
    return former === '' || former === this.origin ? undefined : former;
  }

  /** @returns The id of what was written; undefined when something is wrong, which is shown then. */
  async save(): Promise<string | undefined> {
    this.isSaving = true;
    this.trouble = undefined;
    try {
      const saved = await this.#host.api.call('providerSave', [this.aim, this.values]);
      if ('wrong' in saved) {
        this.wrong = saved.wrong;
        this.trouble = saved.problem;
        return undefined;
      }
      this.aim = { id: saved.id };
      for (const name of this.forgotten) {
        if (!this.secrets[name]?.trim()) await this.#host.api.call('providerSecret', [saved.id, name, '']);
      }
      for (const [name, value] of Object.entries(this.secrets)) {
        if (value.trim() !== '') await this.#host.api.call('providerSecret', [saved.id, name, value]);
      }
      this.secrets = {};
      this.forgotten = [];
      return saved.id;
    } catch (thrown) {
      this.trouble = sentenceOf(thrown);
      return undefined;
    } finally {
      this.isSaving = false;
    }
  }

  /** Toggles whether a stored secret is deleted on save. */
  toggleForgotten(name: string): void {
    const others = this.forgotten.filter((one) => one !== name);
    this.forgotten = others.length < this.forgotten.length ? others : [...others, name];
  }

  /** The main fields, and the others. */
  get parts(): [first: ProviderField[], more: ProviderField[]] {
    const fields = this.form?.fields ?? [];
    return [fields.filter(({ isMore }) => !isMore), fields.filter(({ isMore }) => isMore)];
  }
}

function originOf(address: string): string {
  return /^https?:/i.test(address) && URL.canParse(address) ? new URL(address).origin : '';
}
