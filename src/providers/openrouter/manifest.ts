/** The manifest of OpenRouter. */
import { message, properName } from '../../shared/format/translate';
import type { ProviderManifest } from '../contract/manifest';
import { defaultModel } from './models';
import { optionsSchema, type OpenRouterOptions } from './options';

export const defaultSubmitPath = '/images';

export const manifest: ProviderManifest<OpenRouterOptions> = {
  type: 'openrouter',
  label: properName('OpenRouter'),
  summary: message('Image models of many companies with one key, and the cost of each job (openrouter.ai)'),
  homepage: 'https://openrouter.ai',
  offline: false,
  defaults: {
    name: 'OpenRouter',
    sites: { global: 'https://openrouter.ai/api/v1' },
    site: 'global',
    submitPath: defaultSubmitPath,
    model: defaultModel,
    synchronous: true,
  },
  secrets: [{ name: 'key', kind: 'key', optional: false }],
  optionsSchema,
  examples: [{ model: 'black-forest-labs/flux.2-pro', options: { provider: { sort: 'price' } } }],
};
