/** The manifest of RunningHub's AI apps. */
import { message } from '../../../shared/format/translate';
import type { ProviderManifest } from '../../contract/manifest';
import { keySecret, queryPath, runningHubSites } from '../shared/calls';
import { optionsSchema, type AiAppOptions } from './options';
import { submitPath } from './submit';

export const manifest: ProviderManifest<AiAppOptions> = {
  type: 'runninghub-ai-app',
  label: message('RunningHub AI app'),
  summary: message('A published workflow by app ID; requires a paid membership (runninghub.cn, runninghub.ai)'),
  homepage: 'https://www.runninghub.cn',
  offline: false,
  defaults: { name: 'RunningHub AI App', sites: { ...runningHubSites }, submitPath, resultPath: queryPath },
  secrets: [
    keySecret,
    { name: 'accessPassword', kind: 'password', optional: true, label: message('App access password') },
  ],
  optionsSchema,
  examples: [
    {
      site: 'china',
      options: {
        webappId: '1877265245566922753',
        nodes: { prompt: '52.prompt', images: ['39.image'] },
        values: { '37.model': 'flux-kontext-max' },
      },
    },
  ],
};
