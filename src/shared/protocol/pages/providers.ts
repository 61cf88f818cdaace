/** The calls and the strings of the page Providers. A key goes one way: from the page to the host, never back. */
import type { NextStep } from '../views/entries';

/** The subject of a form: a configuration, an invalid entry of the setting (its index), or a new one of a type. */
export type FormSubject = { id: string } | { entry: number } | { type: string };

export type ProviderSwitch = 'enabled' | 'fallback' | 'default';

export interface ProvidersApi {
  providers(): Promise<ProvidersView>;
  providerForm(subject: FormSubject): Promise<ProviderForm>;
  /** Writes the changed fields to the user's settings; nothing if there is any error. */
  providerSave(subject: FormSubject, values: Record<string, string>): Promise<SavedProvider>;
  /** Keeps a key for the address that the configuration has now; an empty one deletes it. */
  providerSecret(id: string, name: string, value: string): Promise<void>;
  /** All configurations in the order in which they are tried. */
  providerOrder(ids: string[]): Promise<void>;
  providerSwitch(id: string, name: ProviderSwitch, isOn: boolean): Promise<void>;
  providerTest(id: string): Promise<ProviderReport>;
  providerBalance(id: string): Promise<ProviderReport>;
  /** Adds one with the same settings and without a key; gives its ID. */
  providerDuplicate(id: string): Promise<string>;
  /** Its keys are deleted when it can no longer be restored. */
  providerRemove(id: string): Promise<void>;
  providerRestore(id: string): Promise<void>;
  /** Asks for a file and returns a message; undefined if canceled. */
  providersExport(): Promise<string | undefined>;
  /** Asks for a file and returns messages on what was imported and what was skipped; undefined if canceled. */
  providersImport(): Promise<string[] | undefined>;
  /** Shows the setting as text. */
  providersSetting(): Promise<void>;
}

export interface ProvidersView {
  /** In the order in which they are tried. */
  rows: ProviderRow[];
  /** Entries of the setting that are ignored until they are fixed. */
  invalid: InvalidEntry[];
  /** Types that can be added. */
  types: { type: string; label: string; help?: string }[];
}

export type ProviderState = 'ready' | 'off' | 'missing' | 'cooling' | 'failing' | 'untested';

export interface ProviderRow {
  id: string;
  name: string;
  /** Type, address, model, description: what distinguishes it from others. */
  facts: string[];
  priority: number;
  state: ProviderState;
  /** With `{time}` for the remaining time of a cooldown. */
  stateLabel: string;
  /** Remaining milliseconds of the cooldown. */
  coolingFor?: number;
  /** What the last test or job failed with, and what to do. */
  problem?: Pick<ProviderReport, 'text' | 'steps'>;
  /** Changes with its address, model and secrets: earlier reports are then out of date. */
  revision: string;
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
  /** As in the settings; empty: left to the type. */
  value: string;
  /** The default that applies when empty; empty if there is none. */
  usual: string;
  /** Only if there is a list to choose from. */
  options?: { value: string; label: string }[];
  isNeeded?: true;
  /** Rarely changed: below the others. */
  isMore?: true;
  error?: string;
}

export interface ProviderSecret {
  name: string;
  label: string;
  isSet: boolean;
  isNeeded: boolean;
  /** Rarely needed: below the others. */
  isMore?: true;
}

export type SavedProvider = { id: string } | { errors: Record<string, string>; problem?: string };

/** The result of a test, or the balance of an account. */
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
  secretNotForAddress: string;
  secretKeep: string;
  secretForget: string;
  secretForgotten: string;
  /** Beside {@link providerDiscard}. */
  providerHeld: string;
  providerDiscard: string;
  secretBound: string;
  /** `{addresses}` */
  secretForeign: string;
  /** `{address}` */
  secretOtherHost: string;
}
