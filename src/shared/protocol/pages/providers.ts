/** The calls and the strings of the page Providers. A key goes one way: from the page to the host, never back. */
import type { NextStep } from '../views/entries';

/** What a form is about: a configuration, an entry of the setting that is not right (its index), or a new one of a type. */
export type ProviderAim = { id: string } | { entry: number } | { type: string };

export type ProviderSwitch = 'enabled' | 'fallback' | 'default';

export interface ProvidersApi {
  providers(): Promise<ProvidersView>;
  providerForm(aim: ProviderAim): Promise<ProviderForm>;
  /** Writes what was changed into the user's settings, unless something of it is wrong; then nothing is written. */
  providerSave(aim: ProviderAim, values: Record<string, string>): Promise<SavedProvider>;
  /** Keeps a key for the address that the configuration has now; an empty one deletes it. */
  providerSecret(id: string, name: string, value: string): Promise<void>;
  /** Every configuration in the order in which they shall be tried. */
  providerOrder(ids: string[]): Promise<void>;
  providerSwitch(id: string, name: ProviderSwitch, isOn: boolean): Promise<void>;
  providerTest(id: string): Promise<ProviderReport>;
  providerBalance(id: string): Promise<ProviderReport>;
  /** A second one with the same settings and without a key; gives its id. */
  providerDuplicate(id: string): Promise<string>;
  /** Its keys are deleted when it can no longer be restored. */
  providerRemove(id: string): Promise<void>;
  providerRestore(id: string): Promise<void>;
  /** Asks where to, and says what was written; undefined: left. */
  providersExport(): Promise<string | undefined>;
  /** Asks which file, and says what was taken over and what was left out, and why; undefined: left. */
  providersImport(): Promise<string[] | undefined>;
  /** Shows the setting as text. */
  providersSetting(): Promise<void>;
}

export interface ProvidersView {
  /** In the order in which they are tried. */
  rows: ProviderRow[];
  /** Entries of the setting that take no part until they are mended. */
  wrong: InvalidEntry[];
  /** Those that can be added. */
  types: { type: string; label: string; help?: string }[];
}

export type ProviderState = 'ready' | 'off' | 'missing' | 'cooling' | 'failing';

export interface ProviderRow {
  id: string;
  name: string;
  /** Type, address, model, description: what tells it from others. */
  facts: string[];
  priority: number;
  state: ProviderState;
  /** With `{time}` for what is left of a cooldown. */
  stateLabel: string;
  /** Milliseconds of the cooldown that are left. */
  coolingFor?: number;
  lastError?: string;
  isOn: Record<ProviderSwitch, boolean>;
  isBuiltIn: boolean;
  tellsBalance: boolean;
}

export interface InvalidEntry {
  /** Index in the setting. */
  entry: number;
  name: string;
  problems: string[];
  /** Whether there is a form for it: its type is known. */
  hasForm: boolean;
}

export interface ProviderForm {
  /** Its name, or that of the type. */
  title: string;
  fields: ProviderField[];
  secrets: ProviderSecret[];
  /** The address in force, to which the keys are bound; empty for a new one. */
  address: string;
}

export interface ProviderField {
  /** `name`, `sites.china`, `options.username`. */
  path: string;
  label: string;
  /** As the settings have it; empty: they leave it to the type. */
  value: string;
  /** What empty means; empty: nothing. */
  usual: string;
  /** Only if there is a list to choose from. */
  options?: { value: string; label: string }[];
  isNeeded?: true;
  /** Seldom changed: below the others. */
  isMore?: true;
  wrong?: string;
}

export interface ProviderSecret {
  name: string;
  label: string;
  isSet: boolean;
  isNeeded: boolean;
  /** Of use to few: below the others. */
  isMore?: true;
}

export type SavedProvider = { id: string } | { wrong: Record<string, string>; problem?: string };

/** What a service said to a test, or what it said is left. */
export interface ProviderReport {
  isGood: boolean;
  text: string;
  steps: NextStep[];
}

export interface ProvidersStrings {
  providers: string;
  providersOrder: string;
  providersOnlySketch: string;
  providersFailed: string;
  providerAdd: string;
  providerType: string;
  providersImport: string;
  providersExport: string;
  providerPriority: string;
  providerEnabled: string;
  providerRetry: string;
  providerRetryHelp: string;
  providerDefault: string;
  providerLastError: string;
  providerTest: string;
  /** `{name}` */
  providerTestNamed: string;
  providerTesting: string;
  providerBalance: string;
  providerEdit: string;
  /** `{name}` */
  providerEditNamed: string;
  providerUp: string;
  providerDown: string;
  /** `{name}`, `{place}`, `{count}` */
  providerPlace: string;
  providerMove: string;
  /** `{name}`, `{place}`, `{count}` */
  providerMoveAt: string;
  providerDuplicate: string;
  providerRemove: string;
  providerRemoved: string;
  /** `{name}` */
  providerWrong: string;
  providerSettings: string;
  providerMore: string;
  providerUsual: string;
  providerSave: string;
  providerSaveTest: string;
  providerAddTest: string;
  providerNeeded: string;
  secretSet: string;
  secretUnset: string;
  secretKeep: string;
  secretForget: string;
  secretForgotten: string;
  /** Beside {@link providerDiscard}. */
  providerHeld: string;
  providerDiscard: string;
  secretBound: string;
  /** `{address}` */
  secretOtherHost: string;
}
