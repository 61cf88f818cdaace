/** The manifest of KIE.ai. */
import { message, properName } from '../../shared/format/translate';
import type { ProviderManifest } from '../contract/manifest';
import { defaultModel } from './models';
import { optionsSchema, type KieOptions } from './options';
import { defaultSubmitPath } from './submit';
import { defaultResultPath } from './tasks';
import { defaultUploadPath } from './upload';

export const manifest: ProviderManifest<KieOptions> = {
  type: 'kie',
  label: properName('KIE.ai'),
  summary: message('Nano Banana, GPT Image, Seedream, Flux, and more with one key (kie.ai)'),
  homepage: 'https://kie.ai',
  offline: false,
  defaults: {
    name: 'KIE.ai',
    sites: { global: 'https://api.kie.ai' },
    site: 'global',
    submitPath: defaultSubmitPath,
    resultPath: defaultResultPath,
    uploadPath: defaultUploadPath,
    model: defaultModel,
    synchronous: false,
  },
  secrets: [
    { name: 'key', kind: 'key', optional: false },
    {
      name: 'webhookHmacKey',
      kind: 'key',
      optional: true,
      label: message('Callback signing key'),
      isAdvanced: true,
    },
  ],
  optionsSchema,
  examples: [{ model: 'seedream/4.5-text-to-image', options: { input: { nsfw_checker: true } } }],
};
