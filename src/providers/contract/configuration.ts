/** How a provider is configured: the entry of the settings, its secrets, and the fields of the form. */

/** One configuration of the user, complete: every default of its type is filled in. */
export interface ProviderConfig {
  id: string;
  name: string;
  type: string;
  hosts: { domestic?: string; overseas?: string };
  region: 'domestic' | 'overseas';
  /** Paths on the host, or whole http(s) URLs where a service keeps an endpoint elsewhere. */
  submitPath: string;
  resultPath: string;
  uploadPath: string;
  model: string;
  /** Larger is tried first. */
  priority: number;
  enabled: boolean;
  default: boolean;
  /** Whether the service is expected to answer with the image itself. Only a hint: the body of the answer decides. */
  synchronous: boolean;
  /** Takes part in failover. */
  retry: boolean;
  description: string;
  /** Seconds between two polls of a running job; left out: the provider's own interval. */
  pollSeconds?: number;
  /** Minutes after which a running job becomes overdue; left out: the provider's own deadline. */
  maxMinutes?: number;
  /** Options that only this type has, unparsed. */
  options: Record<string, unknown>;
  /** The base address in force, without a trailing slash; empty for providers that need none. */
  baseUrl: string;
}

/** The defaults of a type: what a configuration need not say. */
export type ProviderDefaults = Partial<Omit<ProviderConfig, 'id' | 'type' | 'options' | 'baseUrl'>>;

/** A secret that a provider needs. `session` ones are created by the provider itself (tokens) and never asked for. */
export interface SecretSpec {
  name: string;
  kind: 'key' | 'password' | 'session';
  /** True when the provider can work without it. */
  optional: boolean;
}

/** A simple field of a type's own options, for forms. */
export interface OptionField {
  name: string;
  kind: 'text' | 'number' | 'choice';
  /** The values of a choice. */
  values?: readonly string[];
  isRequired: boolean;
}
