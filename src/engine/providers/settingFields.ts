/** The fields of the form for a type: the common ones that apply to it, and its own options. */
import * as z from 'zod/mini';
import { properName } from '../../shared/format/translate';
import { hasTwoSites } from '../../shared/model/entryNames';
import type { ProviderManifest } from '../../providers/contract/manifest';
import { optionTexts, type OptionTexts } from '../../providers/contract/options';
import type { SettingField } from '../surface/providers';
import { entrySchema, fieldTexts, type FieldTexts } from './configurationFields';

/** The part of JSON Schema for which a form has one-line fields. */
export interface FieldSchema {
  type?: string;
  enum?: readonly unknown[];
  default?: unknown;
  properties?: Record<string, FieldSchema>;
  required?: readonly string[];
}

type Texts<Own> = FieldSchema & Partial<Own> & { properties?: Record<string, Texts<Own>> };

/** JSON Schemas as VS Code reads them in a manifest, each with the texts that were declared with it. */
function schemaOf<Own>(schema: z.ZodMiniType, metadata: typeof fieldTexts): Texts<Own> {
  const parameters = { io: 'input', target: 'draft-7', metadata, unrepresentable: 'any' } as const;
  return z.toJSONSchema(schema, parameters) as unknown as Texts<Own>;
}

export const entryJsonSchema = (): Texts<FieldTexts> => schemaOf(entrySchema, fieldTexts);
export const optionsJsonSchema = ({ optionsSchema }: Pick<ProviderManifest, 'optionsSchema'>): Texts<OptionTexts> =>
  schemaOf(optionsSchema, optionTexts);

export function settingFieldsOf(provider: ProviderManifest): SettingField[] {
  const options = optionFieldsOf(provider);
  const common = commonFieldsOf(provider);
  const isTop = ({ place }: SettingField): boolean => place === 'top';
  const isModel = ({ path }: SettingField): boolean => path === 'model';
  return [
    ...common.filter((field) => isTop(field) && !isModel(field)),
    ...options.filter(isTop),
    ...common.filter(isModel),
    ...options.filter((field) => !isTop(field)),
    ...common.filter((field) => !isTop(field)),
  ];
}

function commonFieldsOf(provider: ProviderManifest): SettingField[] {
  const { properties = {} } = entryJsonSchema();
  const sites = properties['sites']?.properties ?? {};
  const declared = Object.entries(properties).flatMap(([path, schema]): [string, Texts<FieldTexts>][] =>
    path === 'sites' ? Object.entries(sites).map(([site, one]) => [`sites.${site}`, one]) : [[path, schema]],
  );
  return declared
    .filter(([path]) => appliesTo(path, provider))
    .flatMap(([path, schema]) => {
      const { title, description, place, kind, values = {}, isOnline } = schema;
      if (!title || !place || place === 'none' || (isOnline && provider.offline)) return [];
      const usual = usualOf(path, provider) || (schema.usual === undefined ? '' : String(schema.usual));
      return {
        path,
        title,
        ...(description ? { description } : {}),
        kind: kind ?? kindOf(schema) ?? 'text',
        ...(schema.enum ? { values: schema.enum.map((value) => titled(String(value), values)) } : {}),
        usual,
        isRequired: path === 'baseUrl' && usual === '',
        place,
      };
    });
}

function titled(value: string, titles: FieldTexts['values'] = {}): { value: string; title?: FieldTexts['title'] } {
  const title = titles[value];
  return { value, ...(title ? { title } : {}) };
}

function appliesTo(path: string, provider: ProviderManifest): boolean {
  if (path === 'baseUrl') return !hasTwoSites(provider);
  if (path === 'site' || path.startsWith('sites.')) return hasTwoSites(provider);
  if (path === 'editPath') return Boolean(provider.defaults.editPath);
  if (path === 'uploadPath') return !provider.defaults.editPath;
  return true;
}

/** The value of the type for a field that the settings leave out. */
function usualOf(path: string, { defaults, label }: ProviderManifest): string {
  const { sites = {}, site = 'china' } = defaults;
  if (path === 'baseUrl') return sites[site] ?? '';
  if (path === 'sites.china' || path === 'sites.global')
    return (path === 'sites.china' ? sites.china : sites.global) ?? '';
  const common = { name: label, site, synchronous: false };
  const value: unknown = { ...common, ...defaults }[path as 'name'];
  return shortText(value);
}

function shortText(value: unknown): string {
  return typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean' ? String(value) : '';
}

/** Options with one-line fields; nested ones can be changed in the settings only. */
function optionFieldsOf(provider: ProviderManifest): SettingField[] {
  const { properties = {}, required = [] } = optionsJsonSchema(provider);
  return Object.entries(properties).flatMap(([name, schema]) => {
    const kind = kindOf(schema);
    if (!kind) return [];
    const { title = properName(name), description, essential, whenEmpty } = schema;
    const isRequired = required.includes(name);
    const usual = shortText(schema.default);
    return {
      path: `options.${name}`,
      title,
      ...(description ? { description } : {}),
      kind,
      ...(schema.enum ? { values: schema.enum.map((value) => ({ value: String(value) })) } : {}),
      usual,
      isRequired,
      ...(isRequired ? { essential: 'needed' as const } : essential ? { essential } : {}),
      ...(whenEmpty ? { whenEmpty } : {}),
      place: isRequired || essential ? 'top' : 'more',
    };
  });
}

function kindOf({ type, enum: values }: FieldSchema): SettingField['kind'] | undefined {
  if (values) return 'choice';
  switch (type) {
    case 'string':
      return 'text';
    case 'number':
    case 'integer':
      return 'number';
    case 'boolean':
      return 'flag';
    default:
      return undefined;
  }
}
