import type { ProviderConfig } from '../../providers/contract/configuration';
import type { Model } from '../../providers/contract/model';
import type { Provider } from '../../providers/contract/provider';

/** A configuration with its provider. */
export interface ConfiguredProvider {
  provider: Provider;
  config: ProviderConfig;
  models(): readonly Model[];
}

/** The same without its models, for calls that need none. */
export type ProviderSource = Pick<ConfiguredProvider, 'provider' | 'config'>;
