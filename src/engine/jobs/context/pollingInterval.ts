import type { JobKind } from '../../../shared/model/jobs';
import type { PollingInterval } from '../../../providers/contract/provider';
import type { ConfiguredProvider } from '../../domain/configuredProvider';

/** The provider's interval with the configuration's overrides; undefined for a provider that isn't polled. */
export function pollingIntervalOf(
  { provider, config }: ConfiguredProvider,
  kind: JobKind,
): PollingInterval | undefined {
  const own = provider.pollingInterval?.[kind];
  if (!own) return undefined;
  const every = config.pollSeconds === undefined ? own.every : config.pollSeconds * 1000;
  return {
    first: Math.min(own.first, every),
    every,
    deadline: config.maxMinutes === undefined ? own.deadline : config.maxMinutes * 60_000,
  };
}
