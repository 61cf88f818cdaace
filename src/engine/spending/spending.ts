/**
 * What a call costs, and whether the spending caps allow it. Check and reservation are one transaction, so that windows
 * can't exceed a cap together.
 */
import type { Failure } from '../../shared/model/failure';
import { amountOf, rounded, type CapState, type Estimate, type Price, type Usage } from '../../shared/model/money';
import type { JobKind, Warning } from '../../shared/model/jobs';
import type { SettingProblem } from '../domain/settingProblem';
import { EaselError } from '../../shared/model/easelError';
import type { Job } from '../domain/job';
import type { Clock, Settings } from '../../shared/platform/ports';
import type { Model } from '../../providers/contract/model';
import type { Provider } from '../../providers/contract/provider';
import type { ProviderConfig } from '../../providers/contract/configuration';
import type { LedgerStore } from '../domain/stores';
import { startOf, readCaps, type Cap, type Caps } from './caps';
import {
  capFailure,
  capWarning,
  isPaid,
  moreExpensiveWarning,
  tolerance,
  usageOf,
  withProvider,
  type PlannedCall,
} from './costs';
import { ownPrice, readPrices, type PricedCall, type Prices } from './prices';

interface ConfiguredProviderEntry {
  provider: Provider;
  config: ProviderConfig;
  models(): readonly Model[];
}

export interface SpendingParts {
  settings: Settings;
  ledger: LedgerStore;
  clock: Clock;
  /** @throws EaselError `settings` `provider-unknown`. */
  configured(providerId: string): ConfiguredProviderEntry;
  /** The ID itself, and its IDs under former names of the type. */
  idsOf(providerId: string): readonly string[];
}

export interface SpendingRules {
  /** Reads the settings again. */
  refresh(): void;
  problems(): SettingProblem[];
  /** Undefined: unknown. */
  price(configured: ConfiguredProviderEntry, kind: JobKind, model?: string): Price | undefined;
  /** The model with its current price: of a new image, or of an edit if it only edits. */
  withPrice(configured: ConfiguredProviderEntry, model: Model): Model;
  /** @param times How often the calls are repeated. */
  estimate(configured: ConfiguredProviderEntry, calls: readonly PlannedCall[], times: number): Estimate;
  /**
   * Reserves money for new jobs and writes them in one transaction.
   * @param write Gets the jobs, with a warning where a cap that only warns is exceeded.
   * @throws EaselError `cap`; then nothing is written.
   */
  admit(jobs: readonly Job[], write: (jobs: readonly Job[]) => void): void;
  /**
   * Checks a job again before it is submitted, if since its admission the provider, the day, the price or the caps
   * changed.
   * @returns Why it may not be submitted, or warnings; undefined if nothing changed.
   */
  readmit(job: Job): { failure: Failure } | { warnings: Warning[] } | undefined;
  /** The caps and what counts against them now. */
  caps(): CapState[];
}

export function createSpending({ settings, ledger, clock, configured, idsOf }: SpendingParts): SpendingRules {
  let prices: Prices;
  let caps: Caps;

  function refresh(): void {
    const values = settings.money?.();
    prices = readPrices(values?.prices);
    caps = readCaps(values ?? { caps: undefined, atCap: undefined, timeZone: undefined });
  }

  function namesOf({
    provider,
    config,
  }: Pick<ConfiguredProviderEntry, 'provider' | 'config'>): Pick<PricedCall, 'ids' | 'types'> {
    return { ids: idsOf(config.id), types: [provider.type, ...(provider.aliases ?? [])] };
  }

  function price(
    { provider, config, models: list }: ConfiguredProviderEntry,
    kind: JobKind,
    wanted?: string,
  ): Price | undefined {
    if (provider.offline) return 'free';
    const name = wanted ?? config.model;
    const models = list();
    const able = models.find(({ kinds }) => kinds[kind] !== undefined);
    const model = models.find((one) => one.name === name) ?? (name === '' || models.length === 1 ? able : undefined);
    const called = { ...namesOf({ provider, config }), model: name === '' ? (model?.name ?? '') : name, kind };
    return ownPrice(prices.entries, called) ?? model?.price;
  }

  function withPrice({ provider, config }: ConfiguredProviderEntry, model: Model): Model {
    const { price: stated, ...rest } = model;
    const kind = model.kinds.generate ? 'generate' : model.kinds.edit ? 'edit' : 'batch';
    const called = { ...namesOf({ provider, config }), model: model.name, kind } as const;
    const known = provider.offline ? 'free' : (ownPrice(prices.entries, called) ?? stated);
    return known === undefined ? rest : { ...rest, price: known };
  }

  function estimate(one: ConfiguredProviderEntry, calls: readonly PlannedCall[], times: number): Estimate {
    const usage: Usage = { calls: 0, images: 0 };
    let amount: number | undefined = 0;
    let first: Price | undefined;
    for (const [index, call] of calls.entries()) {
      const costs = price(one, call.kind, call.model);
      if (index === 0) first = costs;
      const own = amountOf(costs, usageOf(call));
      amount = own === undefined || amount === undefined ? undefined : rounded(amount + own * times);
      usage.calls += times;
      usage.images += usageOf(call).images * times;
    }
    const state = isPaid(first) && amount !== undefined ? exceededCap(first.currency, amount) : undefined;
    return {
      ...usage,
      ...(first === undefined ? {} : { price: first }),
      ...(amount === undefined ? {} : { amount }),
      ...(state ? { overCap: { ...state, atCap: caps.atCap } } : {}),
    };
  }

  function stateOf({ period, currency, amount: cap }: Cap, without?: string): CapState {
    const from = startOf(period, clock.now(), caps.timeZone);
    return { period, currency, cap, spent: ledger.spent(currency, from, without) };
  }

  /** The first cap that the amount would exceed. Unknown amounts and zero exceed none. */
  function exceededCap(currency: string, amount: number, without?: string): CapState | undefined {
    if (amount === 0) return undefined;
    for (const cap of caps.caps) {
      if (cap.currency !== currency) continue;
      const state = stateOf(cap, without);
      if (state.spent + amount > cap.amount + tolerance) return state;
    }
    return undefined;
  }

  function reserve(job: Job, at: number): { price: Price | undefined; amount: number | undefined } {
    const costs = priceOfJob(job);
    const usage = usageOf(job.request);
    const amount = amountOf(costs, usage);
    ledger.reserve({ job, at, price: costs, amount, images: usage.images });
    return { price: costs, amount };
  }

  function priceOfJob(job: Job): Price | undefined {
    // Only the first provider of the plan is called with the requested model.
    const model = job.plan[0] === job.providerId ? job.request.model : undefined;
    return price(configured(job.providerId), job.request.kind, model);
  }

  /** While a cap is unreadable, nothing that may cost money is submitted. */
  function unreadableCapFailure(costs: Price | undefined): Failure | undefined {
    if (!caps.isUnreadable || caps.atCap === 'warn' || costs === 'free') return undefined;
    return { kind: 'cap', reason: 'cap-unreadable', maybeReceived: false };
  }

  function admit(jobs: readonly Job[], write: (jobs: readonly Job[]) => void): void {
    ledger.transaction(() => {
      const at = clock.now();
      const needed = new Map<string, number>();
      const exceeded: Warning[] = [];
      for (const job of jobs) {
        const costs = priceOfJob(job);
        const failure = unreadableCapFailure(costs);
        if (failure) throw new EaselError(withProvider(failure, job));
        const amount = amountOf(costs, usageOf(job.request));
        if (isPaid(costs) && amount) needed.set(costs.currency, (needed.get(costs.currency) ?? 0) + amount);
      }
      for (const [currency, amount] of needed) {
        const state = exceededCap(currency, amount);
        if (!state) continue;
        const [job] = jobs;
        if (caps.atCap === 'refuse' && job) throw new EaselError(withProvider(capFailure(state, amount), job));
        exceeded.push(capWarning(state, amount));
      }
      for (const job of jobs) reserve(job, at);
      write(jobs.map((job) => ({ ...job, admittedBy: rulesFor(job), warnings: [...job.warnings, ...exceeded] })));
    });
  }

  /** The rules under which a job was admitted, as text: if they differ later, it is checked again. */
  function rulesFor(job: Job): string {
    return JSON.stringify([priceOfJob(job), caps.caps, caps.atCap, caps.isUnreadable]);
  }

  function readmit(job: Job): { failure: Failure } | { warnings: Warning[] } | undefined {
    const at = clock.now();
    if (!isConfigured(job.providerId)) return undefined;
    const reserved = ledger.reserved(job.id);
    const isSame = reserved?.providerId === job.providerId && isSameDay(reserved.at, at);
    if (isSame && job.admittedBy === rulesFor(job)) return undefined;
    return ledger.transaction(() => {
      const before = ledger.get(job.id)?.estimated;
      const costs = priceOfJob(job);
      const amount = amountOf(costs, usageOf(job.request));
      const unreadableCap = unreadableCapFailure(costs);
      if (unreadableCap) return { failure: withProvider(unreadableCap, job) };
      const state = isPaid(costs) && amount ? exceededCap(costs.currency, amount, job.id) : undefined;
      if (state && caps.atCap === 'refuse') return { failure: withProvider(capFailure(state, amount ?? 0), job) };
      reserve(job, at);
      const isElsewhere = reserved !== undefined && reserved.providerId !== job.providerId;
      const moreExpensive =
        isElsewhere && isPaid(costs) ? moreExpensiveWarning(job, before, { ...costs, amount: amount ?? 0 }) : [];
      return { warnings: [...(state ? [capWarning(state, amount ?? 0)] : []), ...moreExpensive] };
    });
  }

  function isSameDay(one: number, other: number): boolean {
    return startOf('day', one, caps.timeZone) === startOf('day', other, caps.timeZone);
  }

  function isConfigured(providerId: string): boolean {
    try {
      return configured(providerId).config.id === providerId;
    } catch {
      // The provider was removed: submitting reports it.
      return false;
    }
  }

  refresh();
  return {
    refresh,
    problems: () => [...prices.problems, ...caps.problems],
    price,
    withPrice,
    estimate,
    admit,
    readmit,
    caps: () => caps.caps.map((cap) => stateOf(cap)),
  };
}
