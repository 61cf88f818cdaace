/** The form of an app: the fields of its nodes that can be set. */
import { fail } from '../../../shared/model/easelError';
import { accepted, keyOf, send } from '../shared/calls';
import { isFields, textOf, unwrapped } from '../shared/reply';
import type { ProviderContext } from '../../contract/context';

const formPath = '/api/webapp/apiCallDemo';

export interface FormField {
  nodeId: string;
  nodeName: string;
  fieldName: string;
  /** In upper case: STRING, IMAGE, LIST, INT, FLOAT, BOOLEAN, …; an unknown type is treated as a text. */
  type: string;
  /** The value that the app's author has set. */
  value: string;
  /** In Chinese and English, if the app has both. */
  description: string;
  /** The values of a LIST. */
  choices: Choice[];
}

export interface Choice {
  value: string;
  label: string;
}

export interface AppForm {
  name: string;
  fields: FormField[];
}

/** Cached per context, that is per submit or test, because an author may change the app at any time. */
const forms = new WeakMap<ProviderContext, Promise<AppForm>>();

export function formOf(context: ProviderContext, webappId: string): Promise<AppForm> {
  const known = forms.get(context);
  if (known) return known;
  const form = fetchForm(context, webappId);
  forms.set(context, form);
  form.catch(() => forms.delete(context));
  return form;
}

async function fetchForm(context: ProviderContext, webappId: string): Promise<AppForm> {
  const query = { apiKey: await keyOf(context), webappId };
  const { data, clean } = accepted(await send(context, { method: 'GET', path: formPath, query, timeout: 30_000 }));
  const list: unknown = isFields(data) ? (data['nodeInfoList'] ?? data['inputNodes']) : undefined;
  const fields = Array.isArray(list) ? list.slice(0, 500).flatMap((field: unknown) => fieldOf(field) ?? []) : [];
  if (fields.length === 0) {
    // An app that was never run on the website has no form yet.
    throw fail('settings', {
      reason: 'setting-invalid',
      values: { field: 'webappId' },
      code: '810',
    });
  }
  return { name: clean(textOf(data, 'webappName', 'name')), fields };
}

function fieldOf(raw: unknown): FormField | undefined {
  const nodeId = textOf(raw, 'nodeId');
  const fieldName = textOf(raw, 'fieldName');
  if (!isFields(raw) || nodeId === '' || fieldName === '') return undefined;
  const choices = choicesOf(raw['fieldData']);
  const type = textOf(raw, 'fieldType').toUpperCase();
  return {
    nodeId,
    fieldName,
    nodeName: textOf(raw, 'nodeName'),
    type: type || (choices.length > 0 ? 'LIST' : 'STRING'),
    value: textOf(raw, 'fieldValue'),
    description: [...new Set([textOf(raw, 'description'), textOf(raw, 'descriptionEn')])].join(' ').trim(),
    choices,
  };
}

/**
 * Formats: `["a","b"]`, `[["a","b"],{"default":"a"}]` and `[{"name":"A","index":"a","description":"…"}]`, each also as JSON text.
 */
export function choicesOf(fieldData: unknown): Choice[] {
  const raw = unwrapped(fieldData);
  if (!Array.isArray(raw)) return [];
  const outer = raw as unknown[];
  const list = Array.isArray(outer[0]) ? (outer[0] as unknown[]) : outer;
  return list.slice(0, 500).flatMap((one): Choice[] => {
    if (typeof one === 'string' || typeof one === 'number') return [{ value: String(one), label: String(one) }];
    const value = textOf(one, 'index', 'value', 'name');
    const label = [textOf(one, 'name'), textOf(one, 'description'), textOf(one, 'descriptionEn')].join(' ').trim();
    return value === '' ? [] : [{ value, label: label || value }];
  });
}
