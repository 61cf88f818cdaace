/** The settings entry of a provider that is added. Pure. */
import type { ProviderTypeView } from '../../../engine/surface/providers';
import { hasTwoSites } from '../../../shared/model/entryNames';
import { withField, type ProviderEntry } from '../../providers/providerEntries';

/** Answers of the steps of Add Provider. */
export interface ProviderForm {
  type?: ProviderTypeView;
  site: 'china' | 'global';
  host: string;
  /** By the path of their field. */
  options: Record<string, string>;
  secrets: Record<string, string>;
  name: string;
}

/** Only values that differ from the type's defaults are written. */
export function entryOf(form: ProviderForm, type: ProviderTypeView, id: string): ProviderEntry {
  const { defaults } = type;
  let entry: ProviderEntry = { id, type: type.type };
  if (form.name !== defaults.name) entry['name'] = form.name;
  const hasSites = hasTwoSites(type);
  if (hasSites && form.site !== defaults.site) entry['site'] = form.site;
  if (form.host !== '' && form.host !== defaults.sites[form.site])
    entry = withField(entry, hasSites ? `sites.${form.site}` : 'baseUrl', form.host);
  for (const [path, text] of Object.entries(form.options)) {
    if (text !== '') entry = withField(entry, path, optionValue(type, path, text));
  }
  return entry;
}

function optionValue(type: ProviderTypeView, path: string, text: string): string | number | boolean {
  switch (type.fields.find((field) => field.path === path)?.kind) {
    case 'number':
      return Number(text);
    case 'flag':
      return text === 'true';
    default:
      return text;
  }
}
