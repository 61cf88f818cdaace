/** Edit Provider: a menu of the fields with their current values, each changed in place. */
import * as vscode from 'vscode';
import type { Easel } from '../../../engine/surface/easel';
import type { ProviderView, SettingField } from '../../../engine/surface/providers';
import { translated } from '../../../shared/format/translate';
import type { ExtensionServices } from '../../platform/services';
import { showThrown } from '../../notifications/messages';
import { ask, pick } from '../../quickInput/pick';
import { chooseProvider } from '../../quickInput/providerPick';
import { readOptionChange, setOption } from '../../providers/setOption';
import { withField } from '../../providers/providerEntries';
import { changeEntry, waitForProvider, makeDefault } from '../../providers/providerSettings';
import { runProviderTest } from '../../providers/providerTest';
import { changeSecret, enteredSecrets } from '../../quickInput/secretInput';
import { isRecord } from '../../parameters/parseArguments';
import { openSetting } from '../../platform/settings';
import { t } from '../../platform/translate';
import { normalizeUrl, urlProblem } from '../../platform/serviceUrl';
import { fieldChoices, secretLabel } from '../../messages/providers';
import { nameAndText } from '../../../shared/format/sentences';

/** A menu item: a field with its current value. */
interface ProviderMenuItem extends vscode.QuickPickItem {
  key: string;
  /** Changes the field. Resolves with false to close the menu. */
  change?(): Promise<boolean>;
}

/**
 * @param value The provider's ID, or an option of a provider to set to a value after the user confirmed it.
 * @returns Whether the option was set; undefined for the menu.
 */
export async function editProvider(services: ExtensionServices, value?: unknown): Promise<boolean | undefined> {
  try {
    const easel = await services.engine.get();
    const wanted = readOptionChange(value);
    if (wanted) return await setOption({ easel, clock: services.clock }, wanted);
    const provider = await chooseProvider(easel, value, { title: t('Edit Provider') });
    if (provider) await showMenu(services, easel, provider.config.id);
  } catch (thrown) {
    await showThrown(thrown);
  }
  return undefined;
}

async function showMenu(services: ExtensionServices, easel: Easel, id: string): Promise<void> {
  let last: string | undefined;
  for (;;) {
    const provider = easel.providers.list().find((candidate) => candidate.config.id === id);
    // A wrong value makes the entry invalid; it can only be fixed in the settings.
    if (!provider) return openSetting('providers');
    const items = await itemsFor(services, easel, provider);
    const active = items.find((item) => item.key === last);
    const picked = await pick({
      title: provider.config.name,
      placeholder: t('Select a setting to change (Esc when done)'),
      items,
      active,
    });
    if (picked.kind !== 'item') return;
    last = picked.item.key;
    if ((await picked.item.change?.()) === false) return;
  }
}

async function itemsFor(
  services: ExtensionServices,
  easel: Easel,
  provider: ProviderView,
): Promise<ProviderMenuItem[]> {
  const { config } = provider;
  const edits = editsFor(services, easel, provider);
  const fields = easel.providers.types().find(({ type }) => type === config.type)?.fields ?? [];
  const fieldsAt = (group: SettingField['place']): ProviderMenuItem[] =>
    fields.filter((field) => field.place === group && field.path !== 'default').map(edits.field);
  const secrets = enteredSecrets(provider.secrets).map(async (spec): Promise<ProviderMenuItem> => {
    const isSet = await easel.providers.hasSecret(config.id, spec.name);
    return {
      key: spec.name,
      label: secretLabel(spec, t),
      description: isSet ? '••••••' : t('Not set'),
      change: async () => {
        await changeSecret(easel, provider, spec);
        return true;
      },
    };
  });
  const isDefault: ProviderMenuItem = {
    key: 'default',
    label: t('Default'),
    description: yesNo(config.default),
    change: async () => {
      if (config.default) await edits.write('default', undefined);
      else {
        if (provider.builtIn) await edits.write('default', true);
        await makeDefault(config.id);
        await services.userState.forgetProvider();
        await waitUntilRead(services, easel, config.id);
      }
      return true;
    },
  };
  const test: ProviderMenuItem = {
    key: 'test',
    label: `$(beaker) ${t('Test Provider')}`,
    change: async () => {
      void runProviderTest(easel, provider);
      return Promise.resolve(false);
    },
  };
  return [
    ...fieldsAt('top'),
    ...(await Promise.all(secrets)),
    separator(),
    ...fieldsAt('switch'),
    isDefault,
    ...fieldsAt('more'),
    separator(),
    test,
  ];
}

function separator(): ProviderMenuItem {
  return { key: '', label: '', kind: vscode.QuickPickItemKind.Separator };
}

function yesNo(value: boolean): string {
  return value ? t('Yes') : t('No');
}

/** An input box for one field. */
interface Question {
  path: string;
  label: string;
  /** Current value as text. */
  now: string;
  read(text: string): unknown;
  check(text: string): string | undefined;
}

interface Edits {
  field(field: SettingField): ProviderMenuItem;
  write(path: string, value: unknown): Promise<void>;
}

function editsFor(services: ExtensionServices, easel: Easel, provider: ProviderView): Edits {
  const { config } = provider;

  async function write(path: string, value: unknown): Promise<void> {
    if (await changeEntry({ easel, provider }, (entry) => withField(entry, path, value)))
      await waitUntilRead(services, easel, config.id);
  }

  function textItem({ path, label, now, read, check }: Question): ProviderMenuItem {
    return {
      key: path,
      label,
      description: now === '' ? '–' : now,
      change: async () => {
        const answer = await ask({
          title: nameAndText(config.name, label, t),
          value: now,
          prompt: t('Leave empty for the default'),
          hasBack: true,
          check,
        });
        if (answer.kind === 'text') await write(path, answer.text.trim() === '' ? undefined : read(answer.text.trim()));
        return true;
      },
    };
  }

  function valueItem(field: SettingField, label: string): ProviderMenuItem {
    const now = valueAt(provider, field.path);
    const values = field.kind === 'flag' ? [true, false] : (field.values ?? []).map(({ value }) => value);
    return {
      key: field.path,
      label,
      description: valueLabel(field, now),
      change: async () => {
        const items = values.map((value) => ({ label: valueLabel(field, value), value }));
        const active = items.find((item) => item.value === now);
        const picked = await pick({ title: nameAndText(config.name, label, t), items, active, hasBack: true });
        if (picked.kind === 'item') await write(field.path, picked.item.value);
        return true;
      },
    };
  }

  function field(one: SettingField): ProviderMenuItem {
    const { path, kind } = one;
    const label = translated(one.title, t);
    const value = valueAt(provider, path);
    const now = value === undefined ? '' : String(value);
    switch (kind) {
      case 'choice':
      case 'flag':
        return valueItem(one, label);
      case 'text':
        return textItem({ path, label, now, read: (text) => text, check: () => undefined });
      case 'number':
        return textItem({
          path,
          label,
          now,
          read: Number,
          check: (text) => (Number.isFinite(Number(text)) ? undefined : t('Enter a number.')),
        });
      case 'address':
        return textItem({
          path,
          label,
          now,
          read: normalizeUrl,
          check: (text) => (text.trim() === '' ? undefined : urlProblem(text, t)),
        });
    }
  }

  return { field, write };
}

/** The effective value, from the settings or the type's defaults. */
function valueAt({ config }: ProviderView, path: string): string | number | boolean | undefined {
  const value = path.split('.').reduce<unknown>((outer, name) => (isRecord(outer) ? outer[name] : undefined), config);
  return typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean' ? value : undefined;
}

function valueLabel(field: SettingField, value: string | number | boolean | undefined): string {
  if (value === undefined || value === '') return t('Default');
  const text = String(value);
  return fieldChoices(field, t)?.find((choice) => choice.value === text)?.label ?? text;
}

/** Waits until the engine has read the changed settings. */
async function waitUntilRead(services: ExtensionServices, easel: Easel, id: string): Promise<void> {
  await waitForProvider(easel, services.clock, id);
}
