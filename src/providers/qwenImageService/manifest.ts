/** The manifest of Qwen Image Service. */
import { message, properName } from '../../shared/format/translate';
import type { ProviderManifest } from '../contract/manifest';
import { optionsSchema, type QwenOptions } from './options';

export const manifest: ProviderManifest<QwenOptions> = {
  type: 'qwen-image-service',
  label: properName('Qwen Image Service'),
  summary: message("Qwen Image on your own or your company's server"),
  offline: false,
  defaults: {
    name: 'Qwen Image Service',
    sites: { china: 'http://127.0.0.1:8000' },
    submitPath: '/text-to-image',
    resultPath: '/tasks',
    editPath: '/image-edit',
    model: 'qwen-image',
    synchronous: false,
  },
  secrets: [
    { name: 'password', kind: 'password', optional: true, accountOption: 'username' },
    { name: 'token', kind: 'session', optional: true },
  ],
  optionsSchema,
  examples: [{ baseUrl: 'http://127.0.0.1:8000', options: { username: 'demo' } }],
};
