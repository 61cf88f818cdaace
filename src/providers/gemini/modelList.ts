/** The models that the service lists, and the test of a configuration. */
import * as z from 'zod/mini';
import { fail } from '../../shared/model/easelError';
import { readJson } from '../../http/answer/schema';
import { answerFacts } from '../../http/answer/status';
import type { Model } from '../contract/model';
import type { TestReport } from '../contract/provider';
import { call, modelPath, onHost, type Context } from './call';
import { failureOfAnswer } from './errors';
import { defaultModel, modelsNamed } from './models';

const modelSchema = z.looseObject({
  name: z.string().check(z.maxLength(200)),
  supportedGenerationMethods: z.optional(z.array(z.string())),
});
const listSchema = z.looseObject({
  models: z.array(modelSchema),
  nextPageToken: z.optional(z.string()),
});

const timeout = 20_000;
const pageSize = 1000;
/** Pages that are read of the list. */
const maxPages = 5;

/** The configured model, and the models of the list that make images by `generateContent`. */
export async function models(context: Context): Promise<readonly Model[]> {
  const names: string[] = [];
  let pageToken: string | undefined;
  for (let page = 0; page < maxPages; page += 1) {
    const answer = await call(context, {
      method: 'GET',
      path: onHost(context, '/v1beta/models'),
      query: { pageSize, pageToken },
      timeout,
    });
    if (answer.status !== 200) throw failureOfAnswer(answer, context.http.clean);
    const list = readJson(answer, listSchema);
    names.push(...list.models.filter(makesImages).map(({ name }) => name.replace(/^models\//, '')));
    pageToken = list.nextPageToken;
    if (!pageToken) break;
  }
  const usable = names.filter((name) => /^[\w.-]{1,200}$/.test(name));
  return modelsNamed([context.config.model || defaultModel, ...usable]);
}

/** The list doesn't say what a model answers with, so its name decides. */
function makesImages({ name, supportedGenerationMethods: methods = [] }: z.infer<typeof modelSchema>): boolean {
  return /image|banana/i.test(name) && methods.includes('generateContent');
}

/** Asks for the configured model, which costs nothing and needs the key. */
export async function test(context: Context): Promise<TestReport> {
  const started = context.now();
  const model = context.config.model || defaultModel;
  const path = onHost(context, `/v1beta/models/${modelPath(model)}`);
  const answer = await call(context, { method: 'GET', path, timeout });
  if (answer.status !== 200) throw failureOfAnswer(answer, context.http.clean);
  const { name } = readJson(answer, modelSchema);
  if (!name.startsWith('models/')) throw fail('settings', { ...answerFacts(answer), reason: 'not-this-service' });
  return {
    facts: [
      ['latency', `${Math.max(0, context.now() - started)} ms`],
      ['models', context.http.clean(name.replace(/^models\//, ''))],
    ],
  };
}
