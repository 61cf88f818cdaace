/** How a provider is configured: the entry of the settings, its secrets, and the fields of the form. */
import type { Message } from '../../shared/format/translate';

/** One configuration of the user, with every default of its type filled in. */
export interface ProviderConfig {
  id: string;
  name: string;
  type: string;
  /** Addresses by site. A service with one address has it under the site of its defaults. */
  sites: Partial<Record<Site, string>>;
  /** The site in use. */
  site: Site;
  /** Paths below the address, or whole http(s) URLs where a service keeps an endpoint elsewhere. */
  submitPath: string;
  editPath: string;
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
  fallback: boolean;
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

export type Site = 'china' | 'global';

/** The defaults of a type: what a configuration can leave out. */
export type ProviderDefaults = Partial<Omit<ProviderConfig, 'id' | 'type' | 'options' | 'baseUrl'>>;

/** A secret that a provider needs. A `session` secret is created by the provider (a token) and never entered. */
export interface SecretSpec {
  name: string;
  kind: 'key' | 'password' | 'session';
  /** True if the provider works without it. */
  optional: boolean;
  /** Left out: named by its kind. */
  label?: Message;
  /** The option that names the account of this secret. Once that option is filled in, the secret is needed. */
  accountOption?: string;
  /** Rarely needed: Add Provider doesn't ask for it, and forms show it last. */
  isAdvanced?: true;
}
