/** The provider and model that a request is sent to, with their limits. */
import type { Easel } from '../../engine/surface/easel';
import type { KindLimits, Model, ProviderView } from '../../engine/surface/providers';
import { fail } from '../../shared/model/easelError';
import { fieldsOf, fitting, type ChoiceField } from '../parameters/choices';
import type { Choices } from '../parameters/parameters';
import { defaultChoices } from '../platform/settings';
import type { Purpose, UserState } from '../platform/userState';
import { findByName } from '../providers/providerNames';
import type { LimitsByKind } from './callEstimate';

export interface ModelSelection {
  purpose: Purpose;
  provider: ProviderView;
  model: Model | undefined;
  /** `generate` for new images; `edit`, `batch` or both for edits. */
  limitsByKind: LimitsByKind;
  /** Limits of a single request; a batch can be split into single requests if the model supports both. */
  limits: KindLimits;
  fields: ChoiceField[];
}

export interface SelectionContext {
  easel: Easel;
  userState: UserState;
}

/**
 * The named provider, else the one chosen last, else the default one.
 * @param wanted ID of the named provider.
 * @throws EaselError `settings` `no-provider`, `provider-unknown`, `provider-disabled`; `unsupported`.
 */
export function selectProvider(
  { easel, userState }: SelectionContext,
  purpose: Purpose,
  wanted?: string,
): ModelSelection {
  if (wanted !== undefined) return selectionOf(easel, namedProvider(easel, wanted), { purpose });
  const defaultProvider = easel.providers.default(purpose);
  if (!defaultProvider) throw fail('settings', { reason: 'no-provider', values: { kind: purpose } });
  return selectionOf(easel, rememberedProvider({ easel, userState }, purpose) ?? defaultProvider.provider, { purpose });
}

/** The provider chosen last, if it supports the purpose and the default hasn't changed since. */
export function rememberedProvider({ easel, userState }: SelectionContext, purpose: Purpose): ProviderView | undefined {
  const defaultProvider = easel.providers.default(purpose);
  const remembered = defaultProvider && userState.provider(defaultProvider.configuredId, purpose);
  return easel.providers.capable(purpose).find(({ config }) => config.id === remembered);
}

function namedProvider(easel: Easel, wanted: string): ProviderView {
  const named = findByName(easel.providers.list(), wanted);
  if (!named) throw fail('settings', { reason: 'provider-unknown', values: { provider: wanted.slice(0, 64) } });
  const { id, name, enabled } = named.config;
  if (!enabled) throw fail('settings', { reason: 'provider-disabled', providerId: id, providerName: name });
  return named;
}

/** @throws EaselError `unsupported` if the provider or its model doesn't support the purpose. */
export function selectionOf(
  easel: Easel,
  provider: ProviderView,
  { purpose, model: chosen }: { purpose: Purpose; model?: string | undefined },
): ModelSelection {
  const { id, name, model: configured } = provider.config;
  const limitsByKind = limitsFor(easel, id, { purpose, model: chosen });
  const limits = limitsByKind.generate ?? limitsByKind.edit ?? limitsByKind.batch;
  if (!limits) throw fail('unsupported', { providerId: id, providerName: name });
  const models = provider.models.filter(({ kinds }) =>
    purpose === 'generate' ? kinds.generate !== undefined : kinds.edit !== undefined || kinds.batch !== undefined,
  );
  const wanted = chosen ?? configured;
  const model = models.find((candidate) => candidate.name === wanted) ?? models[0];
  return { purpose, provider, model, limitsByKind, limits, fields: fieldsOf(limits, models) };
}

function limitsFor(
  { providers }: Easel,
  id: string,
  { purpose, model }: { purpose: Purpose; model: string | undefined },
): LimitsByKind {
  const kinds = purpose === 'generate' ? (['generate'] as const) : (['edit', 'batch'] as const);
  const known = kinds.map((kind) => [kind, providers.limits(id, kind, model)] as const);
  return Object.fromEntries(known.filter(([, limits]) => limits !== undefined));
}

/** Maximum number of reference images beside the edited image. */
export function maxReferences({ limits }: ModelSelection): number {
  return Math.max(0, (limits.references?.max ?? 1) - 1);
}

/**
 * The choices made last for this provider, over the user's defaults, as far as the model supports them. The defaults for ratio
 * and count apply to new images only: an edit has the shape of its original.
 */
export function rememberedChoices({ purpose, provider, fields }: ModelSelection, userState: UserState): Choices {
  const defaults = defaultChoices();
  const { negativePrompt } = defaults;
  const forEdits: Choices = negativePrompt === undefined ? {} : { negativePrompt };
  const kept: Choices = {
    ...(purpose === 'generate' ? defaults : forEdits),
    ...userState.choices(provider.config.id, purpose),
  };
  if (kept.size) delete kept.aspectRatio;
  return fitting(kept, fields);
}

/** The initial choices of a request. Explicitly requested values aren't fitted; the engine reports those it rejects. */
export function choicesWith(selection: ModelSelection, userState: UserState, asked: Choices): Choices {
  const choices = { ...rememberedChoices(selection, userState), ...asked };
  if (asked.size) delete choices.aspectRatio;
  if (asked.aspectRatio !== undefined) delete choices.size;
  return choices;
}
