/** The configured providers: views, tests, balances and secrets. */
import type { EaselProviders, ProviderTypeView, ProviderView } from '../surface/providers';
import { fail, failureFrom } from '../../shared/model/easelError';
import type { Failure } from '../../shared/model/failure';
import { automaticCandidates, configuredDefault, mayReplace, readyDefault } from '../providers/defaultProvider';
import {
  limitsOf,
  namedFailure,
  typeViewOf,
  viewOf,
  type ConfiguredProviderEntry,
} from '../providers/providerRegistry';
import { createAdministrationService } from './administrationService';
import { anySignal, type EngineContext } from './context';

export function createProviderService(engine: EngineContext): EaselProviders {
  const { jobContext, registry, runner, health } = engine;
  let types: ProviderTypeView[] | undefined;

  function view(configured: ConfiguredProviderEntry): ProviderView {
    const { id } = configured.config;
    const { failures = 0, check, ...known } = health.get(id) ?? {};
    const revision = jobContext.cooldown.revision(id);
    const seen = viewOf(configured, registry.idsOf(configured.config.id));
    const models = seen.models.map((model) => jobContext.spending.withPrice(configured, model));
    const missingSecret = registry.missingSecret(configured.config.id);
    return {
      ...seen,
      models,
      revision,
      ...(failures > 0 ? { health: { failures, ...known } } : {}),
      ...(check?.revision === revision ? { check } : {}),
      ...(missingSecret ? { missingSecret } : {}),
    };
  }

  /** Resumes the jobs that are overdue because their key was rejected. */
  function secretChanged(providerId: string): void {
    const { jobs, clock } = jobContext;
    const configured = registry.get(providerId);
    jobContext.cooldown.secretChanged(configured.config.id);
    for (const job of jobs.inStates(['overdue'])) {
      if (!registry.isSame(configured, job.providerId) || job.failure?.kind !== 'auth') continue;
      jobs.change(job.id, ['overdue'], { state: 'running', failure: undefined, waitingSince: clock.now() });
      jobContext.changed(job.id);
    }
    engine.emit({ kind: 'providers-changed' });
    runner.wake();
  }

  /** @throws The failure, which is recorded unless the test was stopped. */
  function failedTest(tested: (failure: Failure) => void, thrown: unknown): never {
    const failure = failureFrom(thrown);
    if (failure.kind !== 'cancelled') {
      tested(failure);
      engine.emit({ kind: 'providers-changed' });
    }
    throw thrown;
  }

  async function callNamed<Result>(
    providerId: string,
    work: (one: ConfiguredProviderEntry) => Promise<Result>,
  ): Promise<Result> {
    const configured = registry.get(providerId);
    try {
      return await work(configured);
    } catch (thrown) {
      throw namedFailure(thrown, configured);
    }
  }

  function isCapable(one: ConfiguredProviderEntry, purpose: 'generate' | 'edit'): boolean {
    const kinds = purpose === 'generate' ? (['generate'] as const) : (['edit', 'batch'] as const);
    return one.config.enabled && kinds.some((kind) => limitsOf(one, kind) !== undefined);
  }

  function supportsMasks(one: ConfiguredProviderEntry): boolean {
    return limitsOf(one, 'edit')?.mask === true || one.models().some(({ kinds }) => kinds.edit?.mask === true);
  }

  return {
    capable: (purpose) =>
      registry
        .all()
        .filter((one) => isCapable(one, purpose))
        .map(view),
    default: (purpose, needs) => {
      const capable = automaticCandidates(registry.all(), (one) => isCapable(one, purpose));
      const first = configuredDefault(capable);
      const candidates =
        needs === undefined ? capable : capable.filter((one) => supportsMasks(one) && mayReplace(first, one));
      const { isCooling } = jobContext.cooldown;
      const found = readyDefault(candidates, { isCooling, lacksSecret: registry.lacksSecret });
      const configured = configuredDefault(candidates);
      return found && configured && { provider: view(found), configuredId: configured.config.id };
    },
    types: () => (types ??= engine.providers.map(typeViewOf)),
    list: () => registry.all().map(view),
    settingProblems: () => [...registry.problems(), ...jobContext.spending.problems()],
    problemsIn: registry.problemsIn,
    keyOrigins: registry.keyOrigins,
    limits: (providerId, kind, model) => limitsOf(registry.get(providerId), kind, model),
    test: (providerId, signal) =>
      callNamed(providerId, async (configured) => {
        const tested = jobContext.cooldown.testing(configured.config.id);
        const report = await configured.provider
          .test(registry.context(configured, anySignal(engine, signal)))
          .catch((thrown: unknown) => failedTest(tested, namedFailure(thrown, configured)));
        tested();
        engine.emit({ kind: 'providers-changed' });
        return report;
      }),
    balance: (providerId, signal) =>
      callNamed(providerId, async (configured) => {
        const { provider, config } = configured;
        if (!provider.balance) throw fail('unsupported', { values: { kind: 'balance', provider: config.name } });
        return provider.balance(registry.context(configured, anySignal(engine, signal)));
      }),
    setSecret: async (providerId, name, value) => {
      await registry.setSecret(registry.get(providerId), name, value);
      await registry.readSecrets();
      secretChanged(providerId);
    },
    hasSecret: (providerId, name) => registry.hasSecret(registry.get(providerId), name),
    forgetSecrets: async (providerId) => {
      await registry.forgetSecrets(providerId);
      await registry.readSecrets();
    },
    ...createAdministrationService(engine),
  };
}
