/**
 * The fields of an entry of `easel.providers`, each declared once: how it is parsed, what it is called, and where forms show
 * it. Parsing, forms, the settings schema and the documentation are made from this.
 */
import * as z from 'zod/mini';
import { message, type Message } from '../../shared/format/translate';
import { checkUrl, trimmedUrl } from './urls';

export interface FieldTexts {
  title: Message;
  description: Message;
  /** An example of the right type. */
  example: string;
  /** The allowed values, where the type is not enough. */
  allowed?: string;
  /** Values that match are valid in the settings editor; others get `regexError`. */
  regex?: string;
  regexError?: Message;
  /** Default where the type has none of its own; only for fields with the same default in nearly every type. */
  usual?: string | number | boolean;
  /** `top`: always shown; `more`: below the others; `switch`: in the list of providers; `none`: not in forms. */
  place: 'top' | 'more' | 'switch' | 'none';
  kind?: 'address';
  /** Left out for offline types. */
  isOnline?: true;
  /** Titles of the values of a choice. */
  values?: Readonly<Record<string, Message>>;
}

/** Holds {@link FieldTexts}. */
export const fieldTexts = z.registry<Record<string, unknown>>();

export function textsOf(schema: z.ZodMiniType): FieldTexts | undefined {
  return fieldTexts.get(schema) as FieldTexts | undefined;
}

function field<Schema extends z.ZodMiniType>(schema: Schema, texts: FieldTexts): Schema {
  fieldTexts.add(schema, { ...texts });
  return schema;
}

const text = (): z.ZodMiniType<string, string> =>
  z.pipe(
    z.string(),
    z.transform((value) => value.trim()),
  );

const urlPattern = message('The address must start with http:// or https:// and can\'t contain "?" or "#".');

const address = (): z.ZodMiniType<string, string> =>
  z.pipe(
    z.string(),
    z.transform((value, context) => {
      const checked = checkUrl(value);
      if ('url' in checked) return trimmedUrl(checked.url);
      context.issues.push({ code: 'custom', input: value, params: { problem: checked.problem } });
      return z.NEVER;
    }),
  );

/** A path below the address, a full URL, or nothing. */
const path = (): z.ZodMiniType<string, string> =>
  z.pipe(
    z.string(),
    z.transform((value, context) => {
      if (value === '' || (value.startsWith('/') && !value.startsWith('//'))) return value;
      const checked = checkUrl(value);
      if ('url' in checked) return checked.url.href;
      context.issues.push({ code: 'custom', input: value, params: { problem: checked.problem } });
      return z.NEVER;
    }),
  );

const range = (min: number, max: number): z.ZodMiniNumber => z.number().check(z.gte(min), z.lte(max));

const pathTexts = {
  example: '/path',
  allowed: '/path, https://…',
  place: 'more',
  isOnline: true,
  regex: '^(/(?!/)|https?://|$)',
} as const;
const flagTexts = { example: 'true, false' } as const;
const urlTexts = {
  example: 'https://…',
  kind: 'address',
  isOnline: true,
  regex: '^https?://[^\\s?#]+$',
  regexError: urlPattern,
} as const;

export const entrySchema = z.strictObject({
  type: field(z.string(), {
    title: message('Type'),
    description: message('Kind of service.'),
    example: 'text',
    place: 'none',
  }),
  id: field(z.string().check(z.regex(/^[\w.-]{1,64}$/)), {
    title: message('ID'),
    description: message(
      'Identifies this entry: jobs, keys, and prices refer to it. Letters, digits, `.`, `_`, and `-`. Defaults to the type.',
    ),
    example: 'text',
    allowed: 'A–Z a–z 0–9 . _ -',
    place: 'none',
  }),
  name: field(text(), {
    title: message('Name'),
    description: message('Name that Easel shows.'),
    example: 'text',
    place: 'top',
  }),
  baseUrl: field(address(), {
    title: message('Address'),
    description: message('Address of the service, such as `http://127.0.0.1:8000`.'),
    place: 'top',
    ...urlTexts,
  }),
  site: field(z.enum(['china', 'global']), {
    title: message('Site'),
    description: message('Site that your account is on. A key works on one site only.'),
    example: 'china, global',
    place: 'top',
    isOnline: true,
    values: { china: message('China site'), global: message('International site') },
  }),
  sites: field(
    z.strictObject({
      china: z.optional(
        field(address(), {
          title: message('Address (China site)'),
          description: message('Address of the China site.'),
          place: 'more',
          ...urlTexts,
        }),
      ),
      global: z.optional(
        field(address(), {
          title: message('Address (international site)'),
          description: message('Address of the international site.'),
          place: 'more',
          ...urlTexts,
        }),
      ),
    }),
    {
      title: message('Addresses by site'),
      description: message('Addresses of a service with two sites. `site` selects the one in use.'),
      example: '{ "china": "https://…" }',
      place: 'none',
      isOnline: true,
    },
  ),
  model: field(text(), {
    title: message('Model'),
    description: message("Model to use. Defaults to the provider type's value."),
    example: 'text',
    place: 'top',
    isOnline: true,
  }),
  priority: field(range(-1_000_000, 1_000_000), {
    title: message('Priority (higher is tried first)'),
    description: message('Order of the providers: larger is tried first. Defaults to 0.'),
    example: '123',
    allowed: '-1000000 – 1000000',
    usual: 0,
    place: 'more',
  }),
  enabled: field(z.boolean(), {
    title: message('Enabled'),
    usual: true,
    description: message('Whether the provider is used. Defaults to true.'),
    place: 'switch',
    ...flagTexts,
  }),
  default: field(z.boolean(), {
    title: message('Default'),
    usual: false,
    description: message('Whether the provider is used when no other is chosen.'),
    place: 'switch',
    ...flagTexts,
  }),
  fallback: field(z.boolean(), {
    title: message('Use as fallback when another provider fails'),
    usual: true,
    description: message('Whether the provider takes over jobs that another provider rejected. Defaults to true.'),
    place: 'switch',
    isOnline: true,
    ...flagTexts,
  }),
  synchronous: field(z.boolean(), {
    title: message('Synchronous (returns the image directly)'),
    description: message(
      'Whether the service returns the image itself instead of a task. Only a hint: no result is lost if it is wrong.',
    ),
    place: 'more',
    isOnline: true,
    ...flagTexts,
  }),
  submitPath: field(path(), {
    title: message('Generation path'),
    description: message("Path or URL that new images are requested at. Defaults to the provider type's value."),
    ...pathTexts,
  }),
  editPath: field(path(), {
    title: message('Edit path'),
    description: message("Path or URL that edits are requested at. Defaults to the provider type's value."),
    ...pathTexts,
  }),
  uploadPath: field(path(), {
    title: message('Upload path'),
    description: message("Path or URL that input images are uploaded to. Defaults to the provider type's value."),
    ...pathTexts,
  }),
  resultPath: field(path(), {
    title: message('Result path'),
    description: message("Path or URL that results are polled at. Defaults to the provider type's value."),
    ...pathTexts,
  }),
  pollSeconds: field(range(0.2, 600), {
    title: message('Polling interval (seconds)'),
    description: message("Seconds between checks of a running job. Defaults to the provider type's value."),
    example: '123',
    allowed: '0.2 – 600',
    place: 'more',
    isOnline: true,
  }),
  maxMinutes: field(range(0.1, 1440), {
    title: message('Maximum wait (minutes)'),
    description: message(
      "Minutes until a running job is overdue. An overdue job isn't lost: you can keep waiting. Defaults to the provider type's value.",
    ),
    example: '123',
    allowed: '0.1 – 1440',
    place: 'more',
    isOnline: true,
  }),
  description: field(text(), {
    title: message('Description'),
    description: message('Note for yourself.'),
    example: 'text',
    place: 'more',
  }),
  options: field(z.record(z.string(), z.unknown()), {
    title: message('Options'),
    description: message('Options of the provider type.'),
    example: '{ … }',
    place: 'none',
  }),
});

/** Descriptions for the settings editor of former names that are still read. */
export const formerNameTexts = {
  type: message('Former name of `{type}`.'),
  hosts: message('Former name of `baseUrl` and `sites`: addresses by `domestic` and `overseas`.'),
  region: message('Former name of `site`: `domestic` or `overseas`.'),
  retry: message('Former name of `fallback`.'),
} as const;

export const entryFields: Readonly<Record<string, z.ZodMiniType>> = entrySchema.shape;
