/** The pages in `docs/providers/`: one for each type, and the table that leads to them. */
import { defaultConfig } from '../../../src/engine/providers/configuration';
import { optionsJsonSchema, settingFieldsOf, type FieldSchema } from '../../../src/engine/providers/settingFields';
import type { SecretSpec } from '../../../src/providers/contract/configuration';
import type { KindLimits, Model } from '../../../src/providers/contract/model';
import type { Provider } from '../../../src/providers/contract/provider';
import type { JobKind } from '../../../src/shared/model/jobs';
import { withFormerNames } from './formerNames';
import { guides } from './guides';

const folder = 'docs/providers';
const origin = '<!-- Written by "npm run generate" from what the provider says about itself. Do not edit. -->';
const kinds: Readonly<Record<JobKind, string>> = { generate: 'generate', edit: 'edit', batch: 'batch edit' };

/** @param texts What the providers' folders say about using them, by type. */
export function pagesOf(providers: readonly Provider[], texts = guides()): Record<string, string> {
  const pages = providers.map((provider) => [`${folder}/${provider.type}.md`, pageOf(provider, texts)] as const);
  return { ...Object.fromEntries(pages), [`${folder}/README.md`]: indexOf(providers) };
}

function indexOf(providers: readonly Provider[]): string {
  const rows = providers.map(({ type, label, summary, secrets, aliases = [] }) => [
    `[${label}](${type}.md)`,
    [type, ...aliases].map(code).join(', formerly '),
    summary,
    secretsInShort(secrets),
  ]);
  return [
    '# Providers',
    origin,
    'Each entry of `easel.providers` configures one provider. **Easel: Add Provider…** asks for what is needed and writes the entry for you. An entry needs only what differs from the defaults of its type.',
    table(['provider', '`type`', 'what it is', 'secrets'], rows),
    '',
  ].join('\n\n');
}

function secretsInShort(secrets: readonly SecretSpec[]): string {
  const entered = secrets.filter(({ kind, isAdvanced }) => kind !== 'session' && !isAdvanced);
  const names = entered.map((spec) => `${nameOf(spec)}${spec.optional ? ' (optional)' : ''}`);
  return names.length > 0 ? names.join(', ') : 'none';
}

function pageOf(provider: Provider, texts: ReadonlyMap<string, string>): string {
  const { type, label, summary, homepage, aliases = [] } = provider;
  const entered = provider.secrets.filter(({ kind }) => kind !== 'session');
  const guide = texts.get(type);
  return [
    `# ${label}`,
    origin,
    `${summary}.${homepage ? ` <${homepage}>` : ''}`,
    `Type: ${code(type)}${aliases.length > 0 ? ` (formerly ${aliases.map(code).join(', ')}, which still works)` : ''}`,
    ...(guide ? [guide] : []),
    '## Example',
    ...examplesOf(provider),
    '## Settings',
    table(
      ['setting', 'default', 'what it is'],
      settingFieldsOf(provider)
        .filter(({ path }) => !path.startsWith('options.'))
        .map(({ path, usual, description = '' }) => [code(path), usual === '' ? '' : code(usual), description]),
    ),
    ...optionsSection(provider),
    '## Secrets',
    entered.length === 0
      ? 'None.'
      : `${table(
          ['secret', 'name', 'needed'],
          entered.map((spec) => [nameOf(spec), code(spec.name), neededWhen(spec)]),
        )}\n\n**Easel: Set Provider Key…** keeps them in VS Code's secret storage. They are never written to the settings.`,
    '## Limits',
    limitsTable(provider),
    '',
  ].join('\n\n');
}

function nameOf({ label, kind }: SecretSpec): string {
  return label ?? (kind === 'password' ? 'Password' : 'Key');
}

function neededWhen({ optional, accountOption }: SecretSpec): string {
  if (accountOption !== undefined) return `with ${code(`options.${accountOption}`)}`;
  return optional ? 'optional' : 'yes';
}

function examplesOf(provider: Provider): string[] {
  return provider.examples.flatMap((example) => {
    const entry = { type: provider.type, ...example };
    const former = withFormerNames(entry, provider);
    const isSame = JSON.stringify(former) === JSON.stringify(entry);
    return [
      jsonBlock(entry),
      ...(isSame
        ? []
        : ['The same entry with the names that older versions used, which are still read:', jsonBlock(former)]),
    ];
  });
}

function jsonBlock(entry: unknown): string {
  return `\`\`\`json\n${JSON.stringify(entry, undefined, 2)}\n\`\`\``;
}

function optionsSection(provider: Provider): string[] {
  const { properties = {}, required = [] } = optionsJsonSchema(provider);
  const rows = Object.entries(properties).map(([name, schema]) => [
    code(name),
    valuesOf(schema),
    required.includes(name) ? 'required' : schema.default === undefined ? '' : code(JSON.stringify(schema.default)),
    schema.description ?? schema.title ?? '',
  ]);
  return rows.length === 0 ? [] : ['## Options', table(['option', 'values', 'default', 'what it does'], rows)];
}

function valuesOf({ enum: values, type = 'any' }: FieldSchema): string {
  return values ? values.map((value) => code(String(value))).join(' ') : type;
}

function limitsTable(provider: Provider): string {
  const models = provider.knownModels(defaultConfig(provider));
  const rows = models.flatMap((model) =>
    (Object.entries(model.kinds) as [JobKind, KindLimits][]).map(([kind, limits]) => limitsRow(model, kind, limits)),
  );
  return table(['model', 'job', 'images per call', 'ratios', 'sizes', 'input images', 'prompt'], rows);
}

function limitsRow({ name }: Model, kind: JobKind, limits: KindLimits): string[] {
  const { count, ratios = [], resolutions = [], freeSize, references, promptLength } = limits;
  const sizes = freeSize
    ? [`${freeSize.min} – ${freeSize.max} px, multiple of ${freeSize.multipleOf}`]
    : [...resolutions];
  return [
    name === '' ? '' : code(name),
    kinds[kind],
    String(count),
    ratios.join(' '),
    sizes.join(' '),
    references ? `${references.min} – ${references.max}` : '',
    promptLength === undefined ? '' : `${promptLength} characters`,
  ];
}

function code(text: string): string {
  return `\`${text}\``;
}

function table(head: readonly string[], rows: readonly (readonly string[])[]): string {
  const line = (cells: readonly string[]): string =>
    `| ${cells.map((cell) => cell.replaceAll('|', '\\|')).join(' | ')} |`;
  return [line(head), line(head.map(() => '---')), ...rows.map(line)].join('\n');
}
