/** Add Provider…: type, address, account, key, name; then a real check. */
import * as vscode from 'vscode';
import type { Easel } from '../../engine/surface/easel';
import type { ProviderTypeView } from '../../engine/surface/providers';
import type { OptionField, SecretSpec } from '../../providers/contract/configuration';
import type { ExtensionServices } from '../platform/services';
import { showThrown } from '../notifications/messages';
import { ask, pick } from '../quickInput/pick';
import { freeId, idsOf, withField, type ProviderEntry } from '../providers/providerEntries';
import { changeEntries, knownProvider, makeDefault } from '../providers/providerSettings';
import { runProviderTest } from '../providers/providerTest';
import { askSecret, enteredSecrets } from '../quickInput/secretInput';
import { openSetting } from '../platform/settings';
import { runSteps, type Step, type StepAnswer } from '../quickInput/steps';
import { t } from '../platform/translate';
import { hostOf, normalizeUrl, urlProblem } from '../platform/serviceUrl';
import { optionLabels, providerTypeHelp, providerTypeLabel } from '../messages/providers';

/** What has been answered so far. */
interface Form {
  type?: ProviderTypeView;
  region: 'domestic' | 'overseas';
  host: string;
  options: Record<string, string>;
  secrets: Record<string, string>;
  name: string;
}

type Place = Parameters<Step['ask']>[0];

/** @returns The id of the configuration that was added; undefined when the person left. */
export async function addProvider(services: ExtensionServices): Promise<string | undefined> {
  try {
    const easel = await services.engine.get();
    const form: Form = { region: 'domestic', host: '', options: {}, secrets: {}, name: '' };
    const types = easel.providers
      .types()
      .filter((type) => !type.offline || easel.providers.list().every((one) => one.config.type !== type.type));
    if (await runSteps(stepsFor(form, types, easel))) return await finish(services, easel, form);
  } catch (thrown) {
    await showThrown(thrown);
  }
  return undefined;
}

function stepsFor(form: Form, types: readonly ProviderTypeView[], easel: Easel): Step[] {
  const fields = types.flatMap((type) => askedFields(type).map((field) => ({ type, field })));
  const secrets = types.flatMap((type) => enteredSecrets(type.secrets).map((spec) => ({ type, spec })));
  return [
    { applies: () => true, ask: (place) => askType(form, types, place) },
    { applies: () => hasTwoSites(form), ask: (place) => askRegion(form, place) },
    { applies: () => form.type?.offline === false, ask: (place) => askHost(form, place) },
    ...fields.map(({ type, field }): Step => ({
      applies: () => form.type === type,
      ask: (place) => askOption(form, field, place),
    })),
    ...secrets.map(({ type, spec }): Step => ({
      applies: () => form.type === type && isSecretAsked(form, spec),
      ask: (place) => askFormSecret(form, spec, place),
    })),
    { applies: () => true, ask: (place) => askName(form, easel, place) },
  ];
}

/** Options that nothing works without, and the user name that belongs to a password. */
function askedFields(type: ProviderTypeView): OptionField[] {
  const hasPassword = type.secrets.some((spec) => spec.kind === 'password');
  return type.optionFields.filter((field) => isNeeded(field) || (field.name === 'username' && hasPassword));
}

/** The number of an app may stand elsewhere in the settings, but whoever adds a provider has to say which app. */
function isNeeded(field: OptionField): boolean {
  return field.isRequired || field.name === 'webappId';
}

function isSecretAsked(form: Form, spec: SecretSpec): boolean {
  // Of use to few, and to nobody before callbacks are set up: Set Provider Key… asks for it.
  if (spec.name === 'webhookHmacKey') return false;
  const wantsUser = form.type?.optionFields.some((field) => field.name === 'username') ?? false;
  // As long as nobody has said that there is no user, the steps are counted with the password.
  return spec.kind !== 'password' || !wantsUser || form.options['username'] !== '';
}

function hasTwoSites(form: Form): boolean {
  const hosts = form.type?.defaults.hosts;
  return hosts?.domestic !== undefined && hosts.overseas !== undefined;
}

const title = (): string => t('Add Provider');

async function askType(
  form: Form,
  types: readonly ProviderTypeView[],
  { now, of, hasBack }: Place,
): Promise<StepAnswer> {
  const items = types.map((type) => {
    const help = providerTypeHelp(type.type, t);
    return {
      label: providerTypeLabel(type.type, t) ?? type.label,
      ...(help === undefined ? {} : { detail: help }),
      type,
    };
  });
  const active = items.find((item) => item.type === form.type);
  const picked = await pick({
    title: title(),
    placeholder: t('Select a service type'),
    items,
    active,
    hasBack,
    // How many steps there are depends on the type.
    ...(form.type ? { step: { now, of } } : {}),
  });
  if (picked.kind !== 'item') return picked.kind;
  if (picked.item.type !== form.type) {
    Object.assign(form, {
      type: picked.item.type,
      region: picked.item.type.defaults.region,
      host: '',
      options: {},
      secrets: {},
      name: '',
    });
  }
  return 'next';
}

async function askRegion(form: Form, { now, of, hasBack }: Place): Promise<StepAnswer> {
  const hosts = form.type?.defaults.hosts ?? {};
  const items = [
    { label: t('China site'), description: hosts.domestic ?? '', region: 'domestic' as const },
    { label: t('International site'), description: hosts.overseas ?? '', region: 'overseas' as const },
  ];
  const active = items.find((item) => item.region === form.region);
  const placeholder = t('Select the site of your account. A key works on one site only.');
  const picked = await pick({ title: title(), placeholder, items, active, hasBack, step: { now, of } });
  if (picked.kind !== 'item') return picked.kind;
  if (picked.item.region !== form.region) form.host = '';
  form.region = picked.item.region;
  return 'next';
}

async function askHost(form: Form, { now, of, hasBack }: Place): Promise<StepAnswer> {
  const answer = await ask({
    title: title(),
    prompt: t('Address of the service, including the port'),
    placeholder: 'https://…',
    value: form.host || (form.type?.defaults.hosts[form.region] ?? ''),
    hasBack,
    step: { now, of },
    check: (text) => urlProblem(text, t),
  });
  if (answer.kind !== 'text') return answer.kind;
  form.host = normalizeUrl(answer.text);
  return 'next';
}

async function askOption(form: Form, field: OptionField, place: Place): Promise<StepAnswer> {
  const { now, of, hasBack } = place;
  if (field.kind === 'choice') {
    const items = (field.values ?? []).map((label) => ({ label }));
    const picked = await pick({
      title: title(),
      placeholder: optionLabels(field.name, t),
      items,
      hasBack,
      step: { now, of },
    });
    if (picked.kind !== 'item') return picked.kind;
    form.options[field.name] = picked.item.label;
    return 'next';
  }
  const answer = await ask({
    title: title(),
    prompt: isNeeded(field)
      ? optionLabels(field.name, t)
      : t('{field} (leave empty if the service has no sign-in)', { field: optionLabels(field.name, t) }),
    value: form.options[field.name] ?? '',
    hasBack,
    step: { now, of },
    check: (text) => (isNeeded(field) && text.trim() === '' ? t("This can't be empty.") : undefined),
  });
  if (answer.kind !== 'text') return answer.kind;
  form.options[field.name] = answer.text.trim();
  return 'next';
}

async function askFormSecret(form: Form, spec: SecretSpec, { now, of, hasBack }: Place): Promise<StepAnswer> {
  const user = form.options['username'];
  const answer = await askSecret({
    title: title(),
    providerName: form.type?.label ?? '',
    spec,
    host: hostOf(form.host),
    ...(user && spec.kind === 'password' ? { user } : {}),
    value: form.secrets[spec.name] ?? '',
    hasBack,
    step: { now, of },
  });
  if (answer.kind !== 'text') return answer.kind;
  form.secrets[spec.name] = answer.text.trim();
  return 'next';
}

async function askName(form: Form, easel: Easel, { now, of, hasBack }: Place): Promise<StepAnswer> {
  const names = new Set<string | undefined>(easel.providers.list().map((provider) => provider.config.name));
  const usual = form.type?.defaults.name ?? '';
  const value = form.name || (names.has(usual) && hostOf(form.host) !== '' ? `${usual} (${hostOf(form.host)})` : usual);
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

async function finish(services: ExtensionServices, easel: Easel, form: Form): Promise<string | undefined> {
  const { type } = form;
  if (!type) return undefined;
  let id = type.type;
  const isWritten = await changeEntries((entries) => {
    id = freeId(type.type, new Set(idsOf(entries)));
    return [...entries, entryOf(form, type, id)];
  });
  if (!isWritten) return undefined;
  const provider = await knownProvider(easel, services.clock, id);
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

/** Only what differs from the defaults of the type is written. */
function entryOf(form: Form, type: ProviderTypeView, id: string): ProviderEntry {
  const { defaults } = type;
  let entry: ProviderEntry = { id, type: type.type };
  if (form.name !== defaults.name) entry['name'] = form.name;
  if (form.region !== defaults.region) entry['region'] = form.region;
  if (form.host !== '' && form.host !== defaults.hosts[form.region])
    entry = withField(entry, `hosts.${form.region}`, form.host);
  for (const [name, text] of Object.entries(form.options)) {
    if (text !== '') entry = withField(entry, `options.${name}`, optionValue(type, name, text));
  }
  return entry;
}

function optionValue(type: ProviderTypeView, name: string, text: string): string | number | boolean {
  const field = type.optionFields.find((candidate) => candidate.name === name);
  if (field?.kind === 'number') return Number(text);
  if (field?.kind === 'choice' && (text === 'true' || text === 'false')) return text === 'true';
  return text;
}
