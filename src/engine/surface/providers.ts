/** The configured providers: what they can do, whether they work, their secrets, and their administration. */
import type { Message } from '../../shared/format/translate';
import type { JobKind } from '../../shared/model/jobs';
import type { Administration, Balance } from '../../providers/contract/administration';
import type { ProviderConfig, SecretSpec } from '../../providers/contract/configuration';
import type { KindLimits, Model } from '../../providers/contract/model';
import type { TestReport } from '../../providers/contract/provider';
import type { SettingProblem } from '../domain/settingProblem';
import type { Health } from '../domain/stores';

export type {
  Balance,
  Page,
  ServiceHealth,
  ServiceJob,
  ServiceModel,
  ServiceQueue,
  ServiceStatistics,
  ServiceUser,
} from '../../providers/contract/administration';
export type { ProviderConfig, SecretSpec } from '../../providers/contract/configuration';
export type { KindLimits, Model } from '../../providers/contract/model';
export type { TestFact, TestReport } from '../../providers/contract/provider';
export type { SettingProblem, ValueRule } from '../domain/settingProblem';

export interface ProviderTypeView {
  type: string;
  /** Former names of the type. */
  aliases: readonly string[];
  label: Message;
  summary: Message;
  offline: boolean;
  homepage?: string;
  secrets: readonly SecretSpec[];
  /** Complete defaults of the type. */
  defaults: ProviderConfig;
  /** What a form shows, in this order. */
  fields: readonly SettingField[];
}

/** A field of an entry of `easel.providers` that a form can ask for in one line. */
export interface SettingField {
  /** `name`, `sites.china`, `options.username`. */
  path: string;
  title: Message;
  description?: Message;
  kind: 'text' | 'number' | 'flag' | 'choice' | 'address';
  /** What a choice may be; a value without a title is shown as it is. */
  values?: readonly { value: string; title?: Message }[];
  /** What empty means; empty: nothing. */
  usual: string;
  isRequired: boolean;
  /** Asked for when a provider is added: `needed` takes no empty answer. */
  essential?: 'needed' | 'asked';
  /** What an empty answer means where it is asked for. */
  whenEmpty?: Message;
  /** `top`: always seen; `more`: below the others; `switch`: switched in the list of providers. */
  place: 'top' | 'more' | 'switch';
}

export interface ProviderView {
  config: ProviderConfig;
  /** Other names that mean this configuration: former names of its type, and ids that it had under them. */
  aliases: readonly string[];
  typeLabel: Message;
  offline: boolean;
  secrets: readonly SecretSpec[];
  /** True for `sketch` as long as the person has not written an entry for it. */
  builtIn: boolean;
  /** Left out while all is well. */
  health?: Health;
  models: readonly Model[];
  /** Whether its service can say what the account has left. */
  tellsBalance: boolean;
  /** Whether its service can stop a job that it has taken, at least while that waits. */
  stopsJobs: boolean;
}

/** A configuration whose service can be administered. */
export interface ServiceEntry {
  id: string;
  name: string;
  /** Host and port as they are configured; empty when there is none. */
  host: string;
}

type Bound<Method> = Method extends (context: never, ...values: infer Values) => infer Result
  ? (...values: Values) => Result
  : never;

/** The methods of {@link Administration} that the service has, without the context. */
export type ServiceAdministration = {
  readonly [Verb in keyof Administration<never>]: Bound<NonNullable<Administration<never>[Verb]>>;
};

/** The configuration that is used for new images, or for edits, when none is named. */
export interface DefaultProvider {
  provider: ProviderView;
  /** Id of the one that it would be if none cooled down after failures. */
  configuredId: string;
}

export interface EaselProviders {
  types(): ProviderTypeView[];
  /** Enabled and disabled ones, in the order in which they would be tried. */
  list(): ProviderView[];
  /** The enabled ones that make new images, or edit images one by one or in batches; in the same order. */
  capable(purpose: 'generate' | 'edit'): ProviderView[];
  /** Undefined when none is capable. */
  default(purpose: 'generate' | 'edit'): DefaultProvider | undefined;
  /** What is wrong in `easel.providers`, `easel.prices` and `easel.spending` at present. */
  settingProblems(): SettingProblem[];
  /** What would be wrong in a list of providers, were it the setting `easel.providers`. */
  problemsIn(providers: unknown): SettingProblem[];
  /** What a configuration's model takes for a kind; undefined when it does not support the kind. */
  limits(providerId: string, kind: JobKind, model?: string): KindLimits | undefined;
  /** @param signal Stops the test. @throws EaselError with what is wrong; `cancelled` when it was stopped. */
  test(providerId: string, signal?: AbortSignal): Promise<TestReport>;
  balance(providerId: string, signal?: AbortSignal): Promise<Balance[]>;
  /** The configurations whose service lets its users and administrators look into it, enabled or not. */
  services(): ServiceEntry[];
  /**
   * What such a service offers, each call bound to it.
   * @param signal Stops the calls: for what only asks, not for what changes something at the service.
   * @throws EaselError `unsupported` where there is nothing.
   */
  administration(providerId: string, signal?: AbortSignal): ServiceAdministration;
  /** Writes a secret for the host that the configuration has now; an empty value deletes it. */
  setSecret(providerId: string, name: string, value: string): Promise<void>;
  hasSecret(providerId: string, name: string): Promise<boolean>;
  /** Deletes every secret of a configuration that is going away. */
  forgetSecrets(providerId: string): Promise<void>;
}
