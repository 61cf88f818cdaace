/** Answers of the service: rejections, models, images, events. */
import { drawPng } from '../image';
import { json, type Reply } from '../wire';
import { catalog } from './catalog';
import type { SimulatedRequest } from './requests';

/** How a stream misbehaves after its first preview. */
export type StreamFault = 'cut' | 'ends' | 'error' | 'moderated';

/** Dollars for an image. */
export const price = 0.039;

export function refuse(code: number, message: string, metadata?: Record<string, unknown>): Reply {
  return json(code, { error: { code, message, ...(metadata ? { metadata } : {}) }, user_id: 'user_simulator' });
}

export function* spoiled(fault: StreamFault): Generator<Uint8Array> {
  if (fault === 'cut') throw new Error('cut');
  if (fault === 'error') yield event({ type: 'error', error: { message: 'Provider returned error', code: '502' } });
  if (fault === 'moderated') {
    const error = { message: 'Your request was rejected by the safety system.', code: 'moderation_blocked' };
    yield event({ type: 'error', error });
  }
}

/** What a prompt can ask for (`a fox simulate:moderation`), for trying it in the user interface. */
export function promptAnswerOf(prompt: string): Reply | undefined {
  switch (/\bsimulate:([\w-]+)/.exec(prompt)?.[1]) {
    case 'moderation':
      return refuse(403, 'Your chosen model requires moderation and your input was flagged.', {
        reasons: ['violence'],
        flagged_input: prompt.slice(0, 50),
        provider_name: 'OpenAI',
      });
    case 'upstream':
      return refuse(400, 'Provider returned error', {
        provider_name: 'OpenAI',
        raw: JSON.stringify({
          error: { message: 'Your request was rejected by the safety system.', code: 'moderation_blocked' },
        }),
      });
    case 'overloaded':
      return refuse(529, 'Provider overloaded');
    case 'rate':
      return {
        ...refuse(429, 'Rate limit exceeded'),
        headers: { 'content-type': 'application/json', 'retry-after': '2' },
      };
    case 'empty':
      return json(200, { created: 1_790_000_000, data: [] });
    default:
      return undefined;
  }
}

export function listed(id: string): Record<string, unknown> {
  const { name, parameters, takesImages, streams } = catalog[id] ?? {};
  return {
    id,
    name,
    description: '',
    created: 1_780_000_000,
    endpoints: `/api/v1/images/models/${id}/endpoints`,
    architecture: { input_modalities: ['text', ...(takesImages ? ['image'] : [])], output_modalities: ['image'] },
    supported_parameters: parameters,
    supports_streaming: streams,
  };
}

export function answerOf(
  wanted: SimulatedRequest,
): { data: { b64_json: string; media_type: string }[] } & Record<string, unknown> {
  const [width, height] = wanted.size;
  const data = Array.from({ length: wanted.count }, (_, index) => ({
    b64_json: Buffer.from(drawPng(width, height, `${wanted.prompt} ${index}`)).toString('base64'),
    media_type: 'image/png',
  }));
  return { created: 1_790_000_000, data, usage: usageOf(wanted, wanted.count) };
}

export function usageOf({ references }: SimulatedRequest, count: number): Record<string, unknown> {
  const prompt = 12 + 258 * references;
  return {
    prompt_tokens: prompt,
    completion_tokens: 1290 * count,
    total_tokens: prompt + 1290 * count,
    cost: price * count,
  };
}

export function preview({ prompt }: SimulatedRequest, index: number): string {
  return Buffer.from(drawPng(128, 128, `${prompt} preview ${index}`)).toString('base64');
}

export function event(body: Record<string, unknown>): Uint8Array {
  return encode(`data: ${JSON.stringify(body)}\n\n`);
}

export function encode(text: string): Uint8Array {
  return new TextEncoder().encode(text);
}
