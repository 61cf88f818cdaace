/** The manifest of RunningHub's model API. */
import { message } from '../../../shared/format/translate';
import type { ProviderManifest } from '../../contract/manifest';
import { keySecret, queryPath, runningHubSites } from '../shared/calls';
import { uploadPathV2 } from '../shared/upload';
import { defaultModel, root } from './models';
import { optionsSchema, type RunningHubModelsOptions } from './options';

export const manifest: ProviderManifest<RunningHubModelsOptions> = {
  type: 'runninghub-models',
  aliases: ['runninghub-rhart-edit'],
  label: message('RunningHub models'),
  summary: message('Nano Banana Pro and more; requires an enterprise account key (runninghub.cn, runninghub.ai)'),
  homepage: 'https://www.runninghub.cn',
  offline: false,
  defaults: {
    name: 'RunningHub Nano Banana Pro',
    sites: { ...runningHubSites },
    submitPath: `${root}{model}`,
    resultPath: queryPath,
    uploadPath: uploadPathV2,
    model: defaultModel,
  },
  secrets: [keySecret],
  optionsSchema,
  examples: [{ site: 'china', model: 'rhart-image-n-g31-flash', options: { resolution: '2k' } }],
};
