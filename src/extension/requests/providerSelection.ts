/** Which provider a new picture goes to, and what is known of its model. */
import type { Easel } from '../../engine/surface/easel';
import type { ProviderView } from '../../engine/surface/providers';
import { fail } from '../../shared/model/easelError';
import type { KindLimits, Model } from '../../providers/contract/model';
import { fieldsOf, fitting, type ChoiceField, type Choices } from '../parameters/choices';
import type { UserState } from '../platform/userState';
import { defaultChoices } from '../platform/settings';

export interface Target {
  provider: ProviderView;
  limits: KindLimits;
  fields: ChoiceField[];
  model: Model | undefined;
}

/** The providers that can make new pictures, in the order in which they would be tried. */
export function capableProviders(easel: Easel): ProviderView[] {
  return easel.providers
    .list()
    .filter(
      (provider) => provider.config.enabled && easel.providers.limits(provider.config.id, 'generate') !== undefined,
    );
}

/** The provider that is used when nobody says another. */
export function defaultProvider(able: readonly ProviderView[]): ProviderView | undefined {
  return able.find((provider) => provider.config.default) ?? able.find((provider) => !provider.builtIn) ?? able[0];
}

/**
 * @param wanted Id of the provider that was asked for by name.
 * @throws EaselError `settings`: the provider is unknown or switched off, or there is none.
 */
export function targetFor(easel: Easel, userState: UserState, wanted?: string): Target {
  const able = capableProviders(easel);
  const usual = defaultProvider(able);
  if (!usual) throw fail('settings', { reason: 'no-provider' });
  if (wanted === undefined) {
    const remembered = userState.provider(usual.config.id);
    return targetOf(easel, able.find((provider) => provider.config.id === remembered) ?? usual, {});
  }
  const named = easel.providers.list().find((provider) => provider.config.id === wanted);
  if (!named) throw fail('settings', { reason: 'provider-unknown', values: { provider: wanted.slice(0, 64) } });
  const { id, name, enabled } = named.config;
  if (!enabled) throw fail('settings', { reason: 'provider-disabled', providerId: id, providerName: name });
  return targetOf(easel, named, {});
}

export function targetOf(easel: Easel, provider: ProviderView, choices: Choices): Target {
  const { id, name, model: configured } = provider.config;
  const limits = easel.providers.limits(id, 'generate', choices.model);
  if (!limits) throw fail('unsupported', { providerId: id, providerName: name });
  const models = provider.models.filter((candidate) => candidate.kinds.generate !== undefined);
  const wanted = choices.model ?? configured;
  const model = models.find((candidate) => candidate.name === wanted) ?? models[0];
  return { provider, limits, fields: fieldsOf(limits, models), model };
}

/** What was chosen last for this provider, over the person's defaults, as far as the model has it. */
export function choicesFor(target: Target, userState: UserState): Choices {
  const kept = { ...defaultChoices(), ...userState.choices(target.provider.config.id) };
  if (kept.size) delete kept.aspectRatio;
  return fitting(kept, target.fields);
}
