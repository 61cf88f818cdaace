/** The manifest of Google's Gemini API. */
import { message, properName } from '../../shared/format/translate';
import type { ProviderManifest } from '../contract/manifest';
import { defaultModel } from './models';
import { optionsSchema, type GeminiOptions } from './options';

/** `{model}` is replaced by the name of the model. */
export const defaultSubmitPath = '/v1beta/models/{model}:generateContent';

export const manifest: ProviderManifest<GeminiOptions> = {
  type: 'gemini',
  label: properName('Google Gemini'),
  summary: message('Nano Banana from Google itself, with a key from Google AI Studio'),
  homepage: 'https://aistudio.google.com/apikey',
  offline: false,
  defaults: {
    name: 'Gemini',
    sites: { global: 'https://generativelanguage.googleapis.com' },
    site: 'global',
    submitPath: defaultSubmitPath,
    model: defaultModel,
    synchronous: true,
  },
  secrets: [{ name: 'key', kind: 'key', optional: false }],
  optionsSchema,
  examples: [{ model: 'gemini-3-pro-image', options: { timeoutSeconds: 600 } }],
};
