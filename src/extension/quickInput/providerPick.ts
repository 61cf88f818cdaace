/** Quick pick for the configured providers. */
import * as vscode from 'vscode';
import type { Easel } from '../../engine/surface/easel';
import type { ProviderView } from '../../engine/surface/providers';
import { fail } from '../../shared/model/easelError';
import { parseId } from '../parameters/parseArguments';
import { pick } from './pick';
import { t } from '../platform/translate';
import { findByName } from '../providers/providerNames';
import { factLine } from '../../shared/format/sentences';
import { translated } from '../../shared/format/translate';

interface ProviderItem extends vscode.QuickPickItem {
  provider?: ProviderView;
  isAdd?: boolean;
}

export interface ProviderQuestion {
  easel: Easel;
  title: string;
  providers: readonly ProviderView[];
  /** ID of the selected provider, if one is selected for a request. */
  current?: string;
  hasBack?: boolean;
}

/** Undefined if dismissed. If a provider is selected for a request, a newly added one is the result. */
export async function pickProvider(question: ProviderQuestion): Promise<ProviderView | undefined> {
  const items: ProviderItem[] = question.providers.map((provider) => providerItem(provider, question.current));
  items.push(
    { label: '', kind: vscode.QuickPickItemKind.Separator },
    { label: `$(add) ${t('Add Provider…')}`, isAdd: true },
  );
  const active = items.find((item) => item.provider && item.provider.config.id === question.current);
  const { title, hasBack = false } = question;
  const picked = await pick({ title, items, active, hasBack, placeholder: placeholderFor(question) });
  if (picked.kind !== 'item') return undefined;
  if (!picked.item.isAdd) return picked.item.provider;
  const added = await vscode.commands.executeCommand<string | undefined>('easel.addProvider');
  if (question.current === undefined) return undefined;
  return question.easel.providers.list().find((provider) => provider.config.id === added);
}

function placeholderFor({ providers, current }: ProviderQuestion): string {
  return current === undefined || providers.length === 1
    ? t('Select a provider')
    : t('Select a provider. If it fails, the next fallback in this list is used.');
}

export interface ProviderChoice {
  title: string;
  filter?(provider: ProviderView): boolean;
  /** Message if no provider passes the filter. */
  none?: string;
}

/**
 * The provider that a command is about: the one whose ID was passed, the only one, or one that the user selects.
 * @throws EaselError `settings` `provider-unknown` for an unknown ID.
 */
export async function chooseProvider(
  easel: Easel,
  value: unknown,
  { title, filter = () => true, none }: ProviderChoice,
): Promise<ProviderView | undefined> {
  const id = parseId(value);
  const all = easel.providers.list();
  if (id !== undefined) {
    const named = findByName(all, id);
    if (!named) throw fail('settings', { reason: 'provider-unknown', values: { provider: id.slice(0, 64) } });
    return named;
  }
  const providers = all.filter(filter);
  if (providers.length === 0 && none !== undefined) {
    const add = t('Add Provider…');
    if ((await vscode.window.showInformationMessage(none, add)) === add)
      await vscode.commands.executeCommand('easel.addProvider');
    return undefined;
  }
  const [only, other] = providers;
  // With a single provider there is nothing to choose.
  if (only && !other) return only;
  return pickProvider({ easel, title, providers });
}

/** Whether a fact repeats the provider's name, as with type Sketch, name sketch and model sketch. */
function isRedundant(fact: string, name: string): boolean {
  return fact.toLowerCase() === name.toLowerCase();
}

function providerItem(provider: ProviderView, current: string | undefined): ProviderItem {
  const { config, offline } = provider;
  const typeLabel = translated(provider.typeLabel, t);
  const facts = [
    isRedundant(typeLabel, config.name) ? '' : typeLabel,
    offline ? t('Offline, free') : config.baseUrl.replace(/^https?:\/\//, ''),
    isRedundant(config.model, config.name) ? '' : config.model,
    config.default ? t('Default') : '',
    config.enabled ? '' : t('Disabled'),
  ];
  return {
    label: `$(${offline ? 'paintcan' : 'cloud'}) ${config.name}`,
    description: factLine(facts),
    ...(config.description === '' ? {} : { detail: config.description }),
    ...(config.id === current ? { picked: true } : {}),
    provider,
  };
}
