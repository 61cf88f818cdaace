/** Starts an app: reads its form, uploads images, fills the nodes, and sends the paid call. */
import type { ImageRequest, JsonObject } from '../../../shared/model/jobs';
import { fail } from '../../../shared/model/easelError';
import type { FittedRequest } from '../../contract/fitRequest';
import { isV2, keyOf, send } from '../shared/calls';
import { optionWarnings, readSubmission } from '../shared/submit';
import { uploadPathV1, uploadPathV2, uploadImage } from '../shared/upload';
import type { ProviderContext } from '../../contract/context';
import type { Submission } from '../../contract/task';
import { formOf } from './form';
import { configuredMapping, slotKey, suggestedMapping, type Mapping } from './mapping';
import { checkImages, fillNodes, type NodeValue } from './nodes';
import { appIdOf, type AiAppOptions } from './options';

export type Context = ProviderContext<AiAppOptions>;

export const submitPath = '/task/openapi/ai-app/run';

/** Milliseconds. The service validates the whole graph before it answers. */
const timeout = 120_000;

export async function submit(request: FittedRequest, context: Context): Promise<Submission> {
  const warnings = optionWarnings(request);
  await keyOf(context);
  const webappId = webappIdFor(request, context);
  const mapping = await mappingOf(context, webappId);
  if (!mapping.slots.prompt && mapping.images.length === 0) {
    throw fail('settings', {
      reason: 'setting-invalid',
      values: { field: 'options.nodes.prompt' },
    });
  }
  warnings.push(...checkImages(request, mapping, context.options));
  const filled = fillNodes(request, mapping, context.options);
  warnings.push(...filled.warnings);
  const images = await uploadImages(request, mapping, context);
  const body = await bodyOf(context, { webappId, nodes: [...withoutFieldsOf(filled.nodes, images), ...images] });
  const { path, json } = body;
  const reply = await send(context, {
    method: 'POST',
    path,
    jsonText: json,
    paid: true,
    timeout,
  });
  return readSubmission(reply, context, warnings);
}

/**
 * The app that a request names, else the configured one.
 * @throws EaselError `settings` `model-missing`.
 */
export function webappIdFor(request: Pick<ImageRequest, 'model'>, { config, options }: Context): string {
  const named = request.model !== config.model ? appIdOf(request.model) : undefined;
  const id = named ?? appIdOf(options.webappId) ?? appIdOf(config.model);
  if (id === undefined) throw fail('settings', { reason: 'model-missing' });
  return id;
}

export async function mappingOf(context: Context, webappId: string): Promise<Mapping> {
  const { nodes } = context.options;
  return nodes ? configuredMapping(nodes) : suggestedMapping(await formOf(context, webappId));
}

async function uploadImages(request: ImageRequest, mapping: Mapping, context: Context): Promise<NodeValue[]> {
  const asUrl = context.options.imagesAs === 'url';
  const path = context.config.uploadPath || (asUrl ? uploadPathV2 : uploadPathV1);
  const values: NodeValue[] = [];
  for (const [index, reference] of request.references.entries()) {
    const slot = mapping.images[index];
    if (!slot) break;
    const { fileName, url } = await uploadImage(context, { reference, path, name: `image-${index + 1}` });
    const fieldValue = asUrl ? url || fileName : fileName || url;
    values.push({ nodeId: slot.nodeId, fieldName: slot.fieldName, fieldValue });
  }
  return values;
}

function withoutFieldsOf(nodes: readonly NodeValue[], others: readonly NodeValue[]): NodeValue[] {
  const taken = new Set(others.map(slotKey));
  return nodes.filter((node) => !taken.has(slotKey(node)));
}

async function bodyOf(
  context: Context,
  app: { webappId: string; nodes: NodeValue[] },
): Promise<{ path: string; json: string }> {
  const { instanceType, usePersonalQueue, retainSeconds, sendIdAs } = context.options;
  const accessPassword = await context.secrets.get('accessPassword');
  const common: JsonObject = {
    nodeInfoList: app.nodes,
    ...(instanceType === 'default' ? {} : { instanceType }),
    ...(usePersonalQueue ? { usePersonalQueue } : {}),
    ...(retainSeconds === undefined ? {} : { retainSeconds }),
    ...(accessPassword ? { accessPassword } : {}),
  };
  const path = context.config.submitPath || submitPath;
  if (isV2(path)) return { path: v2Path(path, app.webappId), json: JSON.stringify(common) };
  const json = JSON.stringify({ webappId: app.webappId, apiKey: await keyOf(context), ...common });
  // The digits are inserted as text, because a JavaScript number can't represent them.
  return { path, json: sendIdAs === 'number' ? json.replace(/"webappId":"(\d+)"/, '"webappId":$1') : json };
}

/** `/openapi/v2/run/ai-app/{webappId}`; the ID is appended if the placeholder is missing. */
function v2Path(path: string, webappId: string): string {
  if (path.includes('{webappId}')) return path.replace('{webappId}', webappId);
  return /\/\d+$/.test(path) ? path : `${path.replace(/\/+$/, '')}/${webappId}`;
}
