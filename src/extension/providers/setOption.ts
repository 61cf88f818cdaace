/** Sets one option of a provider in the user's settings, after the user confirmed what is written. */
import * as vscode from 'vscode';
import type { Easel } from '../../engine/surface/easel';
import type { ProviderConfig, ProviderView } from '../../engine/surface/providers';
import type { Clock } from '../../shared/platform/ports';
import { isRecord } from '../parameters/parseArguments';
import { t } from '../platform/translate';
import { withField } from './providerEntries';
import { changeEntry, waitForProvider } from './providerSettings';

export interface OptionChange {
  /** ID of the provider. */
  provider: string;
  option: string;
  value: string;
}

/** Undefined if the argument of the command names no option. */
export function readOptionChange(argument: unknown): OptionChange | undefined {
  if (!isRecord(argument)) return undefined;
  const { provider, option, value } = argument;
  if (typeof provider !== 'string' || typeof option !== 'string' || typeof value !== 'string') return undefined;
  return { provider, option, value };
}

/** @returns Whether the engine has the option with this value now. */
export async function setOption(
  { easel, clock }: { easel: Easel; clock: Clock },
  change: OptionChange,
): Promise<boolean> {
  const provider = easel.providers.list().find(({ config }) => config.id === change.provider);
  if (!provider || !hasChoice(easel, provider, change)) return false;
  if (!(await confirm(provider, change))) return false;
  const path = `options.${change.option}`;
  if (!(await changeEntry({ easel, provider }, (entry) => withField(entry, path, change.value)))) return false;
  const isRead = ({ id, options }: ProviderConfig): boolean =>
    id === change.provider && options[change.option] === change.value;
  return (await waitForProvider(easel, clock, isRead)) !== undefined;
}

/** Whether the option has a fixed list of values, and this is one of them: nothing else is set by a button. */
function hasChoice(easel: Easel, { config }: ProviderView, { option, value }: OptionChange): boolean {
  const type = easel.providers.types().find((one) => one.type === config.type);
  const field = type?.fields.find(({ path }) => path === `options.${option}`);
  return field?.values?.some((choice) => choice.value === value) ?? false;
}

async function confirm({ config }: ProviderView, { option, value }: OptionChange): Promise<boolean> {
  const set = t('Set Option');
  const question = t('Set "{option}" of {provider} to "{value}"?', { option, provider: config.name, value });
  const detail = t('Easel writes {entry} to the entry "{id}" of "easel.providers" in your user settings.', {
    entry: JSON.stringify({ options: { [option]: value } }),
    id: config.id,
  });
  return (await vscode.window.showWarningMessage(question, { modal: true, detail }, set)) === set;
}
