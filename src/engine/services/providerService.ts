/** The configured providers: what they are, whether they work, and their secrets. */
import type { Easel, ProviderTypeView, ProviderView } from '../domain/easel';
import { fail } from '../../shared/model/easelError';
import { defaultConfig } from '../providers/configuration';
import { optionFieldsOf } from '../providers/optionFields';
import type { Provider } from '../../providers/contract/provider';
import { limitsOf, namedFailure, viewOf, type Configured } from '../providers/providerRegistry';
import { eitherEnds, type Inside } from './context';

type ProviderVerbs = Pick<
  Easel,
  | 'providerTypes'
  | 'providers'
  | 'settingProblems'
  | 'problemsIn'
  | 'limits'
  | 'testProvider'
  | 'balance'
  | 'setSecret'
  | 'hasSecret'
  | 'forgetSecrets'
>;

export function createProviderDesk(inside: Inside): ProviderVerbs {
  const { world, roster, runner, health } = inside;

  function view(configured: Configured): ProviderView {
    const known = health.get(configured.config.id);
    const seen = viewOf(configured);
    const models = seen.models.map((model) => world.spending.withPrice(configured, model));
    return { ...seen, models, ...(known ? { health: known } : {}) };
  }

  /** Jobs that stand still because of a refused key go on when there is a new one. */
  function secretChanged(providerId: string): void {
    const { jobs, clock } = world;
    world.cooldown.succeeded(providerId);
    for (const job of jobs.inStates(['overdue'])) {
      if (job.providerId !== providerId || job.failure?.kind !== 'auth') continue;
      jobs.change(job.id, ['overdue'], { state: 'running', failure: undefined, waitingSince: clock.now() });
      world.changed(job.id);
    }
    inside.emit({ kind: 'providers-changed' });
    runner.wake();
  }

  async function ask<Result>(providerId: string, work: (one: Configured) => Promise<Result>): Promise<Result> {
    const configured = roster.get(providerId);
    try {
      return await work(configured);
    } catch (thrown) {
      throw namedFailure(thrown, configured);
    }
  }

  return {
    providerTypes: () => inside.providers.map(typeView),
    providers: () => roster.all().map(view),
    settingProblems: () => [...roster.problems(), ...world.spending.problems()],
    problemsIn: (providers) => roster.problemsIn(providers),
    limits: (providerId, kind, model) => limitsOf(roster.get(providerId), kind, model),
    testProvider: (providerId, signal) =>
      ask(providerId, (configured) => configured.provider.test(roster.context(configured, eitherEnds(inside, signal)))),
    balance: (providerId, signal) =>
      ask(providerId, async (configured) => {
        const { provider, config } = configured;
        if (!provider.balance) throw fail('unsupported', { values: { kind: 'balance', provider: config.name } });
        return provider.balance(roster.context(configured, eitherEnds(inside, signal)));
      }),
    setSecret: async (providerId, name, value) => {
      await roster.setSecret(roster.get(providerId), name, value);
      secretChanged(providerId);
    },
    hasSecret: (providerId, name) => roster.hasSecret(roster.get(providerId), name),
    forgetSecrets: (providerId) => roster.forgetSecrets(providerId),
  };
}

function typeView(provider: Provider): ProviderTypeView {
  return {
    type: provider.type,
    label: provider.label,
    offline: provider.offline,
    ...(provider.homepage ? { homepage: provider.homepage } : {}),
    secrets: provider.secrets.filter((secret) => secret.kind !== 'session'),
    defaults: defaultConfig(provider),
    optionFields: optionFieldsOf(provider.optionsSchema),
  };
}
