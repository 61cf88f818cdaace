/** The form of one provider while it is open. */
import type {
  FormSubject,
  ProviderField,
  ProviderForm,
  ProviderReport,
} from '../../../../src/shared/protocol/pages/providers';
import type { Host } from '../../../lib/host/host';
import { withScheme } from '../../../../src/shared/format/urlScheme';
import { sentenceOf } from '../../../lib/format/sentence';
import type { StoredForm } from '../state/providers.svelte';

export class FormState {
  readonly #host: Host<'admin'>;
  readonly #keep: (kept: StoredForm) => void;
  subject = $state.raw<FormSubject>({ type: '' });
  form = $state.raw<ProviderForm | undefined>();
  values = $state.raw<Record<string, string>>({});
  /** Typed here and sent once; never stored. */
  secrets = $state<Record<string, string>>({});
  /** Names of stored secrets to be deleted on save: they can't be read back. */
  forgotten = $state.raw<readonly string[]>([]);
  /** Whether the user tried to close it with unsaved changes. */
  isHeld = $state(false);
  errors = $state.raw<Record<string, string>>({});
  error = $state.raw<string | undefined>();
  isSaving = $state(false);
  /** Whether the last test failed by a secret. */
  needsSecret = false;
  /** While what was saved is tested. */
  isTesting = $state(false);

  constructor(host: Host<'admin'>, subject: FormSubject, keep: (kept: StoredForm) => void) {
    this.#host = host;
    this.subject = subject;
    this.#keep = keep;
  }

  get isNew(): boolean {
    return 'type' in this.subject;
  }

  /** @param typed What was typed before the page was hidden. */
  async load(typed: Record<string, string> = {}): Promise<void> {
    try {
      const form = await this.#host.api.call('providerForm', [this.subject]);
      const errors = form.fields.flatMap((field) => (field.error === undefined ? [] : [[field.path, field.error]]));
      this.form = form;
      this.errors = Object.fromEntries(errors) as Record<string, string>;
      this.values = Object.fromEntries(form.fields.map(({ path, value }) => [path, typed[path] ?? value]));
    } catch (thrown) {
      this.error = sentenceOf(thrown);
    }
  }

  set(path: string, value: string): void {
    const { [path]: _former, ...others } = this.errors;
    this.errors = others;
    this.values = { ...this.values, [path]: value };
    this.#keep({ aim: this.subject, values: this.values });
  }

  /** Whether it has unsaved changes. */
  get isChanged(): boolean {
    const isTyped = Object.values(this.secrets).some((value) => value !== '');
    const fields = this.form?.fields ?? [];
    return isTyped || this.forgotten.length > 0 || fields.some(({ path, value }) => this.values[path] !== value);
  }

  /** Origin of the typed address; empty if it is not valid. */
  get origin(): string {
    const site = this.#text('site');
    const address = this.#text(site === '' ? 'baseUrl' : `sites.${site}`);
    return address === '' ? '' : originOf(withScheme(address));
  }

  #text(path: string): string {
    const field = this.form?.fields.find((one) => one.path === path);
    return field ? this.values[path]?.trim() || field.usual : '';
  }

  /** Every origin that gets the keys: that of the typed address, and those of full URLs among the paths. */
  get origins(): string[] {
    const others = pathFields.map((path) => originOf(this.#text(path)));
    const all = [this.origin, ...others].filter((origin) => origin !== '');
    return all.filter((origin, index) => all.indexOf(origin) === index);
  }

  /** Those that are neither that of the typed address nor, where that is the service's own, of the service. */
  get foreignOrigins(): string[] {
    const usual = this.form?.fields.filter(({ path }) => /^(?:baseUrl$|sites\.|\w+Path$)/.test(path)) ?? [];
    const own = usual.map((field) => originOf(field.usual));
    const isOwn = (origin: string): boolean => own.includes(this.origin) && own.includes(origin);
    return this.origins.filter((origin) => origin !== this.origin && !isOwn(origin));
  }

  /** Origin of the stored keys, if the typed address is valid and has another one. */
  get formerOrigin(): string | undefined {
    const former = originOf(this.form?.address ?? '');
    return former === '' || this.origin === '' || former === this.origin ? undefined : former;
  }

  /** @returns The saved provider; undefined after an error, which is shown. */
  async save(): Promise<{ id: string; hasNewSecret: boolean } | undefined> {
    this.isSaving = true;
    this.error = undefined;
    try {
      const saved = await this.#host.api.call('providerSave', [this.subject, this.values]);
      if ('errors' in saved) {
        this.errors = saved.errors;
        this.error = saved.problem;
        return undefined;
      }
      this.subject = { id: saved.id };
      for (const name of this.forgotten) {
        if (!this.secrets[name]?.trim()) await this.#host.api.call('providerSecret', [saved.id, name, '']);
      }
      for (const [name, value] of Object.entries(this.secrets)) {
        if (value.trim() !== '') await this.#host.api.call('providerSecret', [saved.id, name, value]);
      }
      const hasNewSecret = Object.values(this.secrets).some((value) => value.trim() !== '');
      this.secrets = {};
      this.forgotten = [];
      return { id: saved.id, hasNewSecret };
    } catch (thrown) {
      this.error = sentenceOf(thrown);
      return undefined;
    } finally {
      this.isSaving = false;
    }
  }

  /** Tests what was saved. @returns Whether it passed; if not, the reason is shown and the form is that of the saved provider. */
  async passes(test: () => Promise<ProviderReport>): Promise<boolean> {
    this.isTesting = true;
    const report = await test();
    if (!report.isGood) {
      await this.load(this.values);
      this.error = report.text;
      this.needsSecret = report.steps.some(({ action }) => action.startsWith('set-'));
    }
    this.isTesting = false;
    return report.isGood;
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

const pathFields = ['submitPath', 'editPath', 'resultPath', 'uploadPath'];

function originOf(address: string): string {
  // Chromium takes a space in a host for `%20`.
  return /^https?:\S+$/i.test(address) && URL.canParse(address) ? new URL(address).origin : '';
}
