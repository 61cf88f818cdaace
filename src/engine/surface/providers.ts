/** The configured providers: their capabilities, tests, secrets and administration. */
import type { Message } from '../../shared/format/translate';
import type { JobKind } from '../../shared/model/jobs';
import type { Administration, Balance } from '../../providers/contract/administration';
import type { ProviderConfig, SecretSpec } from '../../providers/contract/configuration';
import type { KindLimits, Model } from '../../providers/contract/model';
import type { TestReport } from '../../providers/contract/provider';
import type { SettingProblem } from '../domain/settingProblem';
import type { Health, ProviderCheck } from '../domain/stores';

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
  /** The value that an empty field stands for; empty: none. */
  usual: string;
  isRequired: boolean;
  /** Asked for when a provider is added: `needed` takes no empty answer. */
  essential?: 'needed' | 'asked';
  /** What an empty answer means, for the input box. */
  whenEmpty?: Message;
  /** `top`: always seen; `more`: below the others; `switch`: a toggle in the list of providers. */
  place: 'top' | 'more' | 'switch';
}

export interface ProviderView {
  config: ProviderConfig;
  /** Other names that mean this configuration: former names of its type, and ids that it had under them. */
  aliases: readonly string[];
  typeLabel: Message;
  offline: boolean;
  secrets: readonly SecretSpec[];
  /** Every origin that gets its key, its address first. */
  keyOrigins: readonly KeyOrigin[];
  /** True for `sketch` while the settings have no entry for it. */
  builtIn: boolean;
  /** Left out without recent failures. */
  health?: Pick<Health, 'failures' | 'lastFailure' | 'coolingUntil'>;
  /** Identifies its address, model and other settings of its calls, and its secrets. */
  revision: string;
  /** The last test or job of this revision; left out: there was none. */
  check?: ProviderCheck;
  /** The first secret that it needs and doesn't have: it isn't chosen automatically. */
  missingSecret?: SecretSpec;
  models: readonly Model[];
  /** Whether its service reports the balance of the account. */
  tellsBalance: boolean;
  /** Whether its service can cancel a job that it has accepted, at least one that waits. */
  stopsJobs: boolean;
}

/** An origin that gets the key of a configuration. */
export interface KeyOrigin {
  /** `https://api.example` */
  origin: string;
  /** Whether it is neither that of the configuration's address nor one of the service. */
  isForeign: boolean;
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
  /** ID of the one that is used while no provider cools down after failures. */
  configuredId: string;
}

export interface EaselProviders {
  types(): ProviderTypeView[];
  /** Enabled and disabled ones, in the order in which they are tried. */
  list(): ProviderView[];
  /** The enabled ones that generate images, or edit them (singly or in batches), in the same order. */
  capable(purpose: 'generate' | 'edit'): ProviderView[];
  /** Undefined when none is capable. @param needs What at least one of its models must support. */
  default(purpose: 'generate' | 'edit', needs?: 'mask'): DefaultProvider | undefined;
  /** What is wrong in the present `easel.providers`, `easel.prices` and `easel.spending`. */
  settingProblems(): SettingProblem[];
  /** What is wrong in a value for `easel.providers`. */
  problemsIn(providers: unknown): SettingProblem[];
  /** Every origin that would get the key of an entry of `easel.providers`, its address first; none for an invalid one. */
  keyOrigins(entry: unknown): KeyOrigin[];
  /** The limits of a configuration's model for a kind; undefined when it does not support the kind. */
  limits(providerId: string, kind: JobKind, model?: string): KindLimits | undefined;
  /** @param signal Stops the test. @throws EaselError with what is wrong; `cancelled` when the signal aborted it. */
  test(providerId: string, signal?: AbortSignal): Promise<TestReport>;
  balance(providerId: string, signal?: AbortSignal): Promise<Balance[]>;
  /** The configurations whose service can be administered, enabled or not. */
  services(): ServiceEntry[];
  /**
   * The administration of a service, bound to its configuration.
   * @param signal Aborts the calls. Only for calls that read.
   * @throws EaselError `unsupported` for a service without one.
   */
  administration(providerId: string, signal?: AbortSignal): ServiceAdministration;
  /** Stores a secret, bound to the present origins of the configuration; an empty value deletes it. */
  setSecret(providerId: string, name: string, value: string): Promise<void>;
  hasSecret(providerId: string, name: string): Promise<boolean>;
  /** Deletes every secret that a configuration has or had, as far as it is known or can be computed. */
  forgetSecrets(providerId: string): Promise<void>;
}
