/** Choosing one of the configured providers. */
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
  /** Id of the one that is in use now, where one is chosen for pictures. */
  current?: string;
  hasBack?: boolean;
}

/** Undefined: left. One that is added from here is the answer where one is chosen for pictures. */
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
  /** What is said when no provider passes the filter. */
  none?: string;
}

/**
 * The provider that a command is about: the one whose id was handed in, the only one, or the one that the person picks.
 * @throws EaselError `settings` `provider-unknown` for an id that there is not.
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
  // With one provider there is nothing to choose.
  if (only && !other) return only;
  return pickProvider({ easel, title, providers });
}

/** Whether a name says it already: sketch of the type Sketch with the model sketch is still sketch. */
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
