/** Add Provider: asks for type, address, account, key and name, then tests the provider. */
import * as vscode from 'vscode';
import type { Easel } from '../../../engine/surface/easel';
import type { ProviderTypeView, SecretSpec, SettingField } from '../../../engine/surface/providers';
import { factLine } from '../../../shared/format/sentences';
import { translated } from '../../../shared/format/translate';
import { hasTwoSites } from '../../../shared/model/entryNames';
import type { ExtensionServices } from '../../platform/services';
import { showThrown } from '../../notifications/messages';
import { ask, pick } from '../../quickInput/pick';
import { freeId, idsOf } from '../../providers/providerEntries';
import { changeEntries, waitForProvider, makeDefault } from '../../providers/providerSettings';
import { runProviderTest } from '../../providers/providerTest';
import { askSecret, enteredSecrets } from '../../quickInput/secretInput';
import { fieldChoices } from '../../messages/providers';
import { openSetting } from '../../platform/settings';
import { runSteps, type FormStep, type StepResult } from '../../quickInput/steps';
import { t } from '../../platform/translate';
import { hostOf, normalizeUrl, urlProblem } from '../../platform/serviceUrl';
import { entryOf, type ProviderForm } from './newEntry';

type StepPosition = Parameters<FormStep['ask']>[0];

/** @returns ID of the added configuration; undefined if the user dismissed a step. */
export async function addProvider(services: ExtensionServices): Promise<string | undefined> {
  try {
    const easel = await services.engine.get();
    const form: ProviderForm = { site: 'china', host: '', options: {}, secrets: {}, name: '' };
    const types = easel.providers
      .types()
      .filter((type) => !type.offline || easel.providers.list().every((one) => one.config.type !== type.type));
    if (await runSteps(stepsFor(form, types, easel))) return await finish(services, easel, form);
  } catch (thrown) {
    await showThrown(thrown);
  }
  return undefined;
}

function stepsFor(form: ProviderForm, types: readonly ProviderTypeView[], easel: Easel): FormStep[] {
  const fields = types.flatMap((type) => askedFields(type).map((field) => ({ type, field })));
  const secrets = types.flatMap((type) => enteredSecrets(type.secrets).map((spec) => ({ type, spec })));
  return [
    { applies: () => true, ask: (position) => askType(form, types, position) },
    { applies: () => form.type !== undefined && hasTwoSites(form.type), ask: (position) => askSite(form, position) },
    { applies: () => form.type?.offline === false, ask: (position) => askHost(form, position) },
    ...fields.map(({ type, field }): FormStep => ({
      applies: () => form.type === type,
      ask: (position) => askOption(form, field, position),
    })),
    ...secrets.map(({ type, spec }): FormStep => ({
      applies: () => form.type === type && isSecretAsked(form, spec),
      ask: (position) => askFormSecret(form, { easel, type, spec }, position),
    })),
    { applies: () => true, ask: (position) => askName(form, easel, position) },
  ];
}

/** Options of a type that are asked for. */
function askedFields(type: ProviderTypeView): SettingField[] {
  return type.fields.filter((field) => field.essential !== undefined);
}

function isSecretAsked(form: ProviderForm, spec: SecretSpec): boolean {
  // The command Set Provider Key asks for it.
  if (spec.isAdvanced) return false;
  // Until an empty account name is entered, the step count includes its secret.
  return spec.accountOption === undefined || form.options[`options.${spec.accountOption}`] !== '';
}

const title = (): string => t('Add Provider');

async function askType(
  form: ProviderForm,
  types: readonly ProviderTypeView[],
  { now, of, hasBack }: StepPosition,
): Promise<StepResult> {
  const items = types.map((type) => ({
    label: translated(type.label, t),
    detail: translated(type.summary, t),
    type,
  }));
  const active = items.find((item) => item.type === form.type);
  const picked = await pick({
    title: title(),
    placeholder: t('Select a service type'),
    items,
    active,
    hasBack,
    // The number of steps depends on the type.
    ...(form.type ? { step: { now, of } } : {}),
  });
  if (picked.kind !== 'item') return picked.kind;
  if (picked.item.type !== form.type) {
    Object.assign(form, {
      type: picked.item.type,
      site: picked.item.type.defaults.site,
      host: '',
      options: {},
      secrets: {},
      name: '',
    });
  }
  return 'next';
}

async function askSite(form: ProviderForm, { now, of, hasBack }: StepPosition): Promise<StepResult> {
  const sites = form.type?.defaults.sites ?? {};
  const field = form.type?.fields.find(({ path }) => path === 'site');
  const items = (field?.values ?? []).map(({ value, title: label }) => {
    const site = value === 'global' ? ('global' as const) : ('china' as const);
    return { label: label ? translated(label, t) : value, description: sites[site] ?? '', site };
  });
  const active = items.find((item) => item.site === form.site);
  const placeholder = t('Select the site of your account. A key works on one site only.');
  const picked = await pick({ title: title(), placeholder, items, active, hasBack, step: { now, of } });
  if (picked.kind !== 'item') return picked.kind;
  if (picked.item.site !== form.site) form.host = '';
  form.site = picked.item.site;
  return 'next';
}

async function askHost(form: ProviderForm, { now, of, hasBack }: StepPosition): Promise<StepResult> {
  const answer = await ask({
    title: title(),
    prompt: t('Address of the service, including the port'),
    placeholder: 'https://…',
    value: form.host || (form.type?.defaults.sites[form.site] ?? ''),
    hasBack,
    step: { now, of },
    check: (text) => urlProblem(text, t),
  });
  if (answer.kind !== 'text') return answer.kind;
  form.host = normalizeUrl(answer.text);
  return 'next';
}

async function askOption(form: ProviderForm, field: SettingField, position: StepPosition): Promise<StepResult> {
  const { now, of, hasBack } = position;
  const label = translated(field.title, t);
  const items = fieldChoices(field, t);
  if (items) {
    const picked = await pick({ title: title(), placeholder: label, items, hasBack, step: { now, of } });
    if (picked.kind !== 'item') return picked.kind;
    form.options[field.path] = picked.item.value;
    return 'next';
  }
  const isNeeded = field.essential === 'needed';
  const answer = await ask({
    title: title(),
    prompt: factLine([label, field.whenEmpty ? translated(field.whenEmpty, t) : '']),
    value: form.options[field.path] ?? '',
    hasBack,
    step: { now, of },
    check: (text) => (isNeeded && text.trim() === '' ? t("This can't be empty.") : undefined),
  });
  if (answer.kind !== 'text') return answer.kind;
  form.options[field.path] = answer.text.trim();
  return 'next';
}

async function askFormSecret(
  form: ProviderForm,
  { easel, type, spec }: { easel: Easel; type: ProviderTypeView; spec: SecretSpec },
  { now, of, hasBack }: StepPosition,
): Promise<StepResult> {
  const user = spec.accountOption === undefined ? undefined : form.options[`options.${spec.accountOption}`];
  const answer = await askSecret({
    title: title(),
    providerName: form.type ? translated(form.type.label, t) : '',
    spec,
    origins: easel.providers.keyOrigins(entryOf(form, type, type.type)),
    ...(user ? { user } : {}),
    value: form.secrets[spec.name] ?? '',
    hasBack,
    step: { now, of },
  });
  if (answer.kind !== 'text') return answer.kind;
  form.secrets[spec.name] = answer.text.trim();
  return 'next';
}

async function askName(form: ProviderForm, easel: Easel, { now, of, hasBack }: StepPosition): Promise<StepResult> {
  const names = new Set<string | undefined>(easel.providers.list().map((provider) => provider.config.name));
  const defaultName = form.type?.defaults.name ?? '';
  const value =
    form.name ||
    (names.has(defaultName) && hostOf(form.host) !== '' ? `${defaultName} (${hostOf(form.host)})` : defaultName);
  const answer = await ask({
    title: title(),
    prompt: t('Enter a name for this provider'),
    value,
    hasBack,
    step: { now, of },
    check: (text) => (text.trim() === '' ? t("This can't be empty.") : undefined),
  });
  if (answer.kind !== 'text') return answer.kind;
  form.name = answer.text.trim();
  return 'next';
}

async function finish(services: ExtensionServices, easel: Easel, form: ProviderForm): Promise<string | undefined> {
  const { type } = form;
  if (!type) return undefined;
  let id = type.type;
  const isWritten = await changeEntries((entries) => {
    id = freeId(type.type, new Set(idsOf(entries)));
    return [...entries, entryOf(form, type, id)];
  });
  if (!isWritten) return undefined;
  const provider = await waitForProvider(easel, services.clock, id);
  if (!provider) {
    await openSetting('providers');
    return undefined;
  }
  for (const [name, value] of Object.entries(form.secrets))
    if (value !== '') await easel.providers.setSecret(id, name, value);
  await services.userState.forgetProvider();
  const offers = provider.config.default ? [] : ([[t('Set as Default'), () => makeDefault(id)]] as const);
  await runProviderTest(easel, provider, [
    ...offers,
    [t('Generate Image…'), () => vscode.commands.executeCommand('easel.generate', { provider: id })],
  ]);
  return id;
}
