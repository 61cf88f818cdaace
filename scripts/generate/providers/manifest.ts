/** The schema of `easel.providers` in the manifest, and its texts. */
import { formerNameTexts } from '../../../src/engine/providers/configurationFields';
import { entryJsonSchema, optionsJsonSchema, type FieldSchema } from '../../../src/engine/providers/settingFields';
import type { Provider } from '../../../src/providers/contract/provider';
import { hasTwoSites } from '../../../src/shared/model/entryNames';

type Schema = Record<string, unknown>;

/** A message of the l10n bundle, with the values of its placeholders. */
export interface ManifestText {
  text: string;
  values: Readonly<Record<string, string>>;
}

/** By key in `package.nls.json`. */
export type ManifestTexts = ReadonlyMap<string, ManifestText>;

/** Prefix of generated keys; all others are written by hand. */
const prefix = 'providers.';

export function settingSchema(providers: readonly Provider[]): { schema: Schema; texts: ManifestTexts } {
  const texts = new Map<string, ManifestText>();
  const key: Key = (name, text, values = {}) => {
    texts.set(`${prefix}${name}`, { text, values });
    return `%${prefix}${name}%`;
  };
  const fields = entryJsonSchema().properties ?? {};
  const { type: typeField, ...others } = fields;
  const properties: Schema = {
    type: typesSchema(providers, typeField?.description ?? '', key),
    ...Object.fromEntries(Object.entries(others).map(([name, field]) => [name, fieldSchema(name, field, key)])),
    hosts: {
      type: 'object',
      markdownDescription: key('former.hosts', formerNameTexts.hosts),
      properties: { domestic: { type: 'string' }, overseas: { type: 'string' } },
      additionalProperties: false,
    },
    region: {
      type: 'string',
      enum: ['domestic', 'overseas'],
      markdownDescription: key('former.region', formerNameTexts.region),
    },
    retry: { type: 'boolean', markdownDescription: key('former.retry', formerNameTexts.retry) },
  };
  const schema = {
    type: 'object',
    required: ['type'],
    additionalProperties: false,
    defaultSnippets: snippetsOf(providers, key),
    properties,
    allOf: providers.map((provider) => optionsOf(provider, key)),
  };
  return { schema, texts };
}

/** Adds a text and returns its key. */
type Key = (name: string, text: string, values?: ManifestText['values']) => string;

function typesSchema(providers: readonly Provider[], description: string, key: Key): Schema {
  const aliases = providers.flatMap(({ type, aliases: names = [] }) => names.map((name) => ({ name, type })));
  return {
    type: 'string',
    enum: [...providers.map(({ type }) => type), ...aliases.map(({ name }) => name)],
    markdownEnumDescriptions: [
      ...providers.map(({ type, summary }) => key(`type.${type}`, summary)),
      ...aliases.map(({ name, type }) => key(`type.${name}`, formerNameTexts.type, { type })),
    ],
    markdownDescription: key('type', description),
  };
}

function fieldSchema(
  name: string,
  field: NonNullable<ReturnType<typeof entryJsonSchema>['properties']>[string],
  key: Key,
): Schema {
  const { title: _title, description = '', example: _example, allowed: _allowed, place: _place, ...rest } = field;
  const { kind: _kind, isOnline: _online, values: _values, regex, regexError, usual, properties, ...schema } = rest;
  return {
    ...plain(schema),
    ...(regex ? { pattern: regex } : {}),
    ...(regexError ? { patternErrorMessage: key('pattern.address', regexError) } : {}),
    ...(usual === undefined ? {} : { default: usual }),
    ...(properties
      ? {
          properties: Object.fromEntries(
            Object.entries(properties).map(([inner, one]) => [inner, fieldSchema(`${name}.${inner}`, one, key)]),
          ),
        }
      : {}),
    markdownDescription: key(name, description),
  };
}

/** The properties of an entry of a type: its options, and `editPath` only where the type calls it. */
function optionsOf(provider: Provider, key: Key): Schema {
  const { properties = {} } = optionsJsonSchema(provider);
  const options = Object.entries(properties).map(([name, option]) => {
    const { title: _title, description, essential: _essential, whenEmpty: _whenEmpty, ...schema } = option;
    const text = description ? { markdownDescription: key(`options.${provider.type}.${name}`, description) } : {};
    return [name, { ...plain(schema), ...text }];
  });
  const own = { properties: Object.fromEntries(options) as Schema, additionalProperties: false };
  return {
    if: { properties: { type: { enum: [provider.type, ...(provider.aliases ?? [])] } }, required: ['type'] },
    then: { properties: { options: own, ...(provider.defaults.editPath ? {} : { editPath: false }) } },
  };
}

function snippetsOf(providers: readonly Provider[], key: Key): Schema[] {
  return providers
    .filter(({ offline }) => !offline)
    .map((provider) => {
      const { type, label, examples } = provider;
      return { label: key(`label.${type}`, label), body: { type, ...placeholders(examples[0] ?? {}, provider) } };
    });
}

/** The address is typed first. */
function placeholders(example: Readonly<Record<string, unknown>>, provider: Provider): Schema {
  const { baseUrl, ...others } = example;
  return typeof baseUrl === 'string' && !hasTwoSites(provider) ? { baseUrl: `\${1:${baseUrl}}`, ...others } : example;
}

/** Simplified for VS Code's JSON Schema support: no references, no limits that only repeat the type of a number. */
function plain(schema: FieldSchema): Schema {
  return JSON.parse(
    JSON.stringify(schema, (name, value: unknown) => {
      if (name === '$schema' || name === '$defs' || name === 'definitions' || name === 'propertyNames')
        return undefined;
      if (value === Number.MAX_SAFE_INTEGER || value === Number.MIN_SAFE_INTEGER) return undefined;
      return typeof value === 'object' && value !== null && '$ref' in value ? {} : value;
    }),
  ) as Schema;
}

/** The texts of the manifest: those written by hand, then those that are generated. */
export function manifestTexts(before: string, made: ManifestTexts, translate: (english: string) => string): string {
  const all = Object.entries(JSON.parse(before) as Record<string, string>);
  const byHand = all.filter(([name]) => !name.startsWith(prefix));
  const translated = [...made].map(([name, { text, values }]) => [
    name,
    translate(text).replace(/\{(\w+)\}/g, (whole, value: string) => values[value] ?? whole),
  ]);
  return JSON.stringify(Object.fromEntries([...byHand, ...translated]), undefined, 2);
}
