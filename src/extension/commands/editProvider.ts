/** Edit Provider…: one field after the other, each with its present value, changed in place. */
import * as vscode from 'vscode';
import type { Easel } from '../../engine/surface/easel';
import type { ProviderView } from '../../engine/surface/providers';
import type { OptionField } from '../../providers/contract/configuration';
import type { ExtensionServices } from '../platform/services';
import { showThrown } from '../notifications/messages';
import { ask, pick } from '../quickInput/pick';
import { chooseProvider } from '../quickInput/providerPick';
import { withField } from '../providers/providerEntries';
import { changeEntry, knownProvider, makeDefault } from '../providers/providerSettings';
import { runProviderTest } from '../providers/providerTest';
import { changeSecret, enteredSecrets } from '../quickInput/secretInput';
import { openSetting } from '../platform/settings';
import { t } from '../platform/translate';
import { normalizeUrl, urlProblem } from '../platform/serviceUrl';
import { optionLabels, secretLabels } from '../messages/providers';
import { nameAndText } from '../../shared/format/sentences';

/** One line of the menu: what it is called, what it is now, and how it is changed. */
interface Line extends vscode.QuickPickItem {
  key: string;
  /** Gives false when the menu is to be left. */
  change?(): Promise<boolean>;
}

export async function editProvider(services: ExtensionServices, value?: unknown): Promise<void> {
  try {
    const easel = await services.engine.get();
    const provider = await chooseProvider(easel, value, { title: t('Edit Provider') });
    if (provider) await edit(services, easel, provider.config.id);
  } catch (thrown) {
    await showThrown(thrown);
  }
}

async function edit(services: ExtensionServices, easel: Easel, id: string): Promise<void> {
  let last: string | undefined;
  for (;;) {
    const provider = easel.providers.list().find((candidate) => candidate.config.id === id);
    // A wrong value makes the entry unreadable: the settings are where it can be mended.
    if (!provider) return openSetting('providers');
    const items = await linesFor(services, easel, provider);
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

async function linesFor(services: ExtensionServices, easel: Easel, provider: ProviderView): Promise<Line[]> {
  const { config } = provider;
  const edits = editsFor(services, easel, provider);
  const lines: Line[] = [edits.text('name', t('Name'), config.name)];
  if (!provider.offline) {
    lines.push(
      edits.address(
        'hosts.domestic',
        hasSites(provider) ? t('Address (China site)') : t('Address'),
        config.hosts.domestic,
      ),
    );
    if (hasSites(provider)) {
      lines.push(edits.address('hosts.overseas', t('Address (international site)'), config.hosts.overseas));
      lines.push(edits.choice('region', t('Site'), { value: config.region, values: ['domestic', 'overseas'] }));
    }
  }
  for (const field of await optionFields(easel, provider)) lines.push(edits.option(field));
  for (const spec of enteredSecrets(provider.secrets)) {
    const isSet = await easel.providers.hasSecret(config.id, spec.name);
    lines.push({
      key: spec.name,
      label: secretLabels(spec, t),
      description: isSet ? '••••••' : t('Not set'),
      change: async () => {
        await changeSecret(easel, provider, spec);
        return true;
      },
    });
  }
  lines.push(separator());
  if (!provider.offline)
    lines.push(
      edits.text('model', t('Model'), config.model),
      edits.number('priority', t('Priority (higher is tried first)'), config.priority),
    );
  else lines.push(edits.number('priority', t('Priority (higher is tried first)'), config.priority));
  lines.push(edits.choice('enabled', t('Enabled'), { value: config.enabled, values: [true, false] }), {
    key: 'default',
    label: t('Default'),
    description: yesNo(config.default),
    change: async () => {
      if (config.default) await edits.write('default', undefined);
      else {
        if (provider.builtIn) await edits.write('default', true);
        await makeDefault(config.id);
        await services.userState.forgetProvider();
        await settled(services, easel, config.id);
      }
      return true;
    },
  });
  if (!provider.offline) {
    lines.push(
      edits.choice('retry', t('Use as fallback when another provider fails'), {
        value: config.retry,
        values: [true, false],
      }),
      edits.choice('synchronous', t('Synchronous (returns the image directly)'), {
        value: config.synchronous,
        values: [true, false],
      }),
      edits.text('submitPath', t('Generation path'), config.submitPath),
      edits.text('uploadPath', t('Edit and upload path'), config.uploadPath),
      edits.text('resultPath', t('Result path'), config.resultPath),
      edits.number('pollSeconds', t('Polling interval (seconds)'), config.pollSeconds),
      edits.number('maxMinutes', t('Maximum wait (minutes)'), config.maxMinutes),
    );
  }
  lines.push(edits.text('description', t('Description'), config.description), separator(), {
    key: 'test',
    label: `$(beaker) ${t('Test Provider')}`,
    change: async () => {
      void runProviderTest(easel, provider);
      return Promise.resolve(false);
    },
  });
  return lines;
}

function hasSites({ config }: ProviderView): boolean {
  return config.hosts.domestic !== undefined && config.hosts.overseas !== undefined;
}

async function optionFields(easel: Easel, { config }: ProviderView): Promise<readonly OptionField[]> {
  return Promise.resolve(easel.providers.types().find((type) => type.type === config.type)?.optionFields ?? []);
}

function separator(): Line {
  return { key: '', label: '', kind: vscode.QuickPickItemKind.Separator };
}

function yesNo(value: boolean): string {
  return value ? t('Yes') : t('No');
}

/** How one line of text is asked for and read. */
interface Question {
  path: string;
  label: string;
  /** What stands there now, as text. */
  now: string;
  read(text: string): unknown;
  check(text: string): string | undefined;
}

interface Edits {
  text(path: string, label: string, value: string): Line;
  number(path: string, label: string, value: number | undefined): Line;
  address(path: string, label: string, value: string | undefined): Line;
  choice(path: string, label: string, of: { value: string | boolean; values: readonly (string | boolean)[] }): Line;
  option(field: OptionField): Line;
  write(path: string, value: unknown): Promise<void>;
}

function editsFor(services: ExtensionServices, easel: Easel, provider: ProviderView): Edits {
  const { config } = provider;

  async function write(path: string, value: unknown): Promise<void> {
    if (await changeEntry(provider, (entry) => withField(entry, path, value)))
      await settled(services, easel, config.id);
  }

  function asked({ path, label, now, read, check }: Question): Line {
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

  const edits: Edits = {
    write,
    text: (path, label, now) => asked({ path, label, now, read: (text) => text, check: () => undefined }),
    number: (path, label, value) =>
      asked({
        path,
        label,
        now: value === undefined ? '' : String(value),
        read: Number,
        check: (text) => (Number.isFinite(Number(text)) ? undefined : t('Enter a number.')),
      }),
    address: (path, label, value) =>
      asked({
        path,
        label,
        now: value ?? '',
        read: normalizeUrl,
        check: (text) => (text.trim() === '' ? undefined : urlProblem(text, t)),
      }),
    choice: (path, label, { value, values }) => ({
      key: path,
      label,
      description: valueWords(value),
      change: async () => {
        const items = values.map((one) => ({ label: valueWords(one), one }));
        const active = items.find((item) => item.one === value);
        const picked = await pick({ title: nameAndText(config.name, label, t), items, active, hasBack: true });
        if (picked.kind === 'item') await write(path, picked.item.one);
        return true;
      },
    }),
    option: (field) => {
      const path = `options.${field.name}`;
      const value = config.options[field.name];
      const label = optionLabels(field.name, t);
      if (field.kind === 'choice')
        return edits.choice(path, label, { value: choiceValue(value), values: (field.values ?? []).map(choiceValue) });
      const now = typeof value === 'string' || typeof value === 'number' ? String(value) : '';
      if (field.kind === 'text') return edits.text(path, label, now);
      return edits.number(path, label, typeof value === 'number' ? value : undefined);
    },
  };
  return edits;
}

function choiceValue(value: unknown): string | boolean {
  if (typeof value === 'boolean') return value;
  if (value === 'true' || value === 'false') return value === 'true';
  return typeof value === 'string' ? value : '';
}

function valueWords(value: string | boolean): string {
  if (typeof value === 'boolean') return yesNo(value);
  if (value === 'domestic') return t('China site');
  if (value === 'overseas') return t('International site');
  return value === '' ? t('Default') : value;
}

/** Waits until the engine has read what was written. */
async function settled(services: ExtensionServices, easel: Easel, id: string): Promise<void> {
  await knownProvider(easel, services.clock, id);
}
