/** The manifest of OpenAI's images API and compatible services. */
import { message } from '../../shared/format/translate';
import type { ProviderManifest } from '../contract/manifest';
import { optionsSchema, type OpenAiOptions } from './options';
import { usualPaths } from './routes';

export const manifest: ProviderManifest<OpenAiOptions> = {
  type: 'openai',
  aliases: ['nano-banana-edits'],
  label: message('OpenAI and compatible'),
  summary: message('OpenAI, relays for nano-banana or gpt-image, and your own servers with the same API'),
  offline: false,
  defaults: {
    name: 'Images API',
    ...usualPaths,
    model: 'nano-banana',
    synchronous: true,
  },
  secrets: [{ name: 'key', kind: 'key', optional: true }],
  optionsSchema,
  inlineResults: { option: 'responseFormat', value: 'b64_json' },
  examples: [{ baseUrl: 'https://relay.example.com/v1', model: 'nano-banana-pro', synchronous: false }],
};
