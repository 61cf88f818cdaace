/** Which provider an edit goes to, and what is known of its model. */
import * as vscode from 'vscode';
import type { Easel } from '../../../engine/surface/easel';
import type { ProviderView } from '../../../engine/surface/providers';
import { fail } from '../../../shared/model/easelError';
import type { KindLimits, Model } from '../../../providers/contract/model';
import { fieldsOf, fitting, type ChoiceField, type Choices } from '../../parameters/choices';
import type { Price } from '../../../shared/model/money';
import type { UserState } from '../../platform/userState';
import { defaultChoices } from '../../platform/settings';
import { defaultProvider } from '../providerSelection';
import { t } from '../../platform/translate';
import type { EditLimits } from './callEstimate';

export interface EditTarget {
  provider: ProviderView;
  limits: EditLimits;
  fields: ChoiceField[];
  model: Model | undefined;
  /** What a call costs; undefined: unknown. */
  priceOf(kind: 'edit' | 'batch', model?: string): Price | undefined;
}

/** The providers that can change pictures, in the order in which they would be tried. */
export function editCapableProviders(easel: Easel): ProviderView[] {
  return easel.providers.list().filter(({ config }) => config.enabled && limitsOf(easel, config.id) !== undefined);
}

/**
 * The provider that was asked for, else the one that was chosen last for edits, else the default one. Undefined when there is
 * none: the person has been told.
 * @throws EaselError `settings` `provider-unknown`, `provider-disabled`; `unsupported`.
 */
export async function findEditTarget(
  easel: Easel,
  userState: UserState,
  wanted?: string,
): Promise<EditTarget | undefined> {
  if (wanted !== undefined) return targetNamed(easel, wanted);
  const able = editCapableProviders(easel);
  const usual = defaultProvider(able);
  if (!usual) {
    await tellNobodyEdits();
    return undefined;
  }
  const remembered = userState.provider(usual.config.id, 'edit');
  return editTargetOf(easel, able.find((provider) => provider.config.id === remembered) ?? usual, {});
}

function targetNamed(easel: Easel, wanted: string): EditTarget {
  const named = easel.providers.list().find((provider) => provider.config.id === wanted);
  if (!named) throw fail('settings', { reason: 'provider-unknown', values: { provider: wanted.slice(0, 64) } });
  const { id, name, enabled } = named.config;
  if (!enabled) throw fail('settings', { reason: 'provider-disabled', providerId: id, providerName: name });
  return editTargetOf(easel, named, {});
}

async function tellNobodyEdits(): Promise<void> {
  const add = t('Add Provider…');
  const text = t('None of your providers can edit pictures. Add one that can, such as a Qwen Image Service.');
  if ((await vscode.window.showInformationMessage(text, add)) === add)
    await vscode.commands.executeCommand('easel.addProvider');
}

/** @throws EaselError `unsupported` when the provider can't edit. */
export function editTargetOf(easel: Easel, provider: ProviderView, choices: Choices): EditTarget {
  const { id, name, model: configured } = provider.config;
  const limits = limitsOf(easel, id, choices.model);
  const main = limits?.edit ?? limits?.batch;
  if (!limits || !main) throw fail('unsupported', { providerId: id, providerName: name });
  const models = provider.models.filter(({ kinds }) => kinds.edit !== undefined || kinds.batch !== undefined);
  const wanted = choices.model ?? configured;
  const model = models.find((candidate) => candidate.name === wanted) ?? models[0];
  const priceOf: EditTarget['priceOf'] = (kind, chosen) => easel.spending.price(id, kind, chosen);
  return { provider, limits, fields: fieldsOf(main, models), model, priceOf };
}

function limitsOf(easel: Easel, providerId: string, model?: string): EditLimits | undefined {
  const edit = easel.providers.limits(providerId, 'edit', model);
  const batch = easel.providers.limits(providerId, 'batch', model);
  return edit || batch ? { ...(edit ? { edit } : {}), ...(batch ? { batch } : {}) } : undefined;
}

/** The limits of a single edit, which every batch can be made of where the model has both. */
export function mainLimits({ limits }: EditTarget): KindLimits {
  return limits.edit ?? limits.batch ?? { count: 1 };
}

/** Pictures that an edit can look at beside the one that is edited. */
export function maxReferences(target: EditTarget): number {
  return Math.max(0, (mainLimits(target).references?.max ?? 1) - 1);
}

/**
 * What was chosen last for edits at this provider, as far as the model has it. The person's defaults for ratio and count are
 * meant for new pictures: an edit has the shape of its original.
 */
export function editChoices(target: EditTarget, userState: UserState): Choices {
  const { negativePrompt } = defaultChoices();
  const defaults = negativePrompt === undefined ? {} : { negativePrompt };
  return fitting({ ...defaults, ...userState.choices(target.provider.config.id, 'edit') }, target.fields);
}
