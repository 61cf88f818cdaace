/** The models that the service lists. */
import * as z from 'zod/mini';
import { fail } from '../../shared/model/easelError';
import type { HttpAnswer } from '../../http/answer/httpAnswer';
import { answerFacts } from '../../http/answer/status';
import type { Model } from '../contract/model';
import { quietBody, readAnswer } from './answers/body';
import { resolver, send, type Context, type Exchange } from './call';
import { failureOfAnswer, failureOfRefusal } from './errors';
import { knownModels, modelsNamed } from './models';
import { dialectOf, onHost } from './routes';

const namedSchema = z.looseObject({ id: z.string() });
const modelsSchema = z.union([
  z.looseObject({ data: z.array(namedSchema) }),
  z.looseObject({ models: z.array(z.union([namedSchema, z.string()])) }),
  // An empty list without a name may be anything.
  z.array(namedSchema).check(z.minLength(1)),
]);

/** Longer lists are truncated; the user can enter any name. */
const maxModels = 200;

/** Model families that make images. The list of a service also has chat and embedding models. */
const imageModel =
  /image|banana|flux|diffusion|sdxl|dall-?e|seedream|seededit|kolors|hidream|recraft|ideogram|midjourney|kandinsky|pixart/i;

/**
 * The configured model, and the image models of `GET /v1/models`; all models if none has the name of an image model, as on a
 * server with a model of the user's own. A service without such a list gets the known models.
 */
export async function models(context: Context): Promise<readonly Model[]> {
  if (dialectOf(context) === 'grsai') return knownModels(context.config);
  const exchange = await requestModels(context);
  const { answer, call } = exchange;
  if (hasNoModelList(answer)) return knownModels(context.config);
  if (answer.status !== 200) throw failureOfAnswer(answer, call);
  const names = modelNames(quietBody(answer)) ?? rejected(exchange, context);
  const usable = names.filter((name) => /^[\x21-\x7e]{1,200}$/.test(name));
  const images = usable.filter((name) => imageModel.test(name));
  const listed = images.length > 0 ? images : usable;
  return modelsNamed(context.config, [context.config.model, ...listed.slice(0, maxModels)]);
}

export function requestModels(context: Context): Promise<Exchange> {
  return send(context, { method: 'GET', path: onHost(context.config, '/v1/models'), timeout: 20_000 });
}

export function hasNoModelList({ status }: HttpAnswer): boolean {
  return status === 404 || status === 405 || status === 501;
}

/** The names in a list of models; undefined if the body isn't one. */
export function modelNames(body: unknown): string[] | undefined {
  const parsed = modelsSchema.safeParse(body);
  if (!parsed.success) return undefined;
  const { data } = parsed;
  const list = Array.isArray(data)
    ? data
    : 'data' in data && Array.isArray(data['data'])
      ? data['data']
      : data['models'];
  return Array.isArray(list) ? list.map((one) => (typeof one === 'string' ? one : (one as { id: string }).id)) : [];
}

function rejected({ answer, call }: Exchange, context: Context): never {
  const reading = readAnswer(answer, resolver(context));
  if (reading.kind === 'refused') throw failureOfRefusal(answer, reading.error, call);
  throw fail('bad-answer', answerFacts(answer));
}
