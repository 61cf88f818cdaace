/**
 * Faults that a prompt can cause (`a fox simulate:moderation`), for trying them in the user interface. Tests use
 * `misbehave`.
 */
import { drawPng } from '../image';
import { json, type Reply } from '../wire';
import { refuse } from './refusals';
import type { Simulation } from './simulation';

/** The answer of the fault in the prompt; undefined without one. */
export function promptFaultOf(prompt: string, simulation: Simulation): Reply | undefined {
  const name = /\bsimulate:([\w-]+)/.exec(prompt)?.[1];
  return name === undefined ? undefined : promptFaults[name]?.(simulation);
}

const page = (status: number, title: string): Reply => ({
  status,
  headers: { 'content-type': 'text/html; charset=UTF-8' },
  body: new TextEncoder().encode(`<!DOCTYPE html><html><head><title>${title}</title></head><body></body></html>`),
});

const moderated = 'Your request was rejected by the safety system. safety_violations=[violence].';

const promptFaults: Readonly<Record<string, (simulation: Simulation) => Reply>> = {
  moderation: ({ dialect }) =>
    refuse(dialect, {
      status: 400,
      message: moderated,
      type: 'image_generation_user_error',
      code: 'moderation_blocked',
    }),
  policy: ({ dialect }) =>
    refuse(dialect, { status: 400, message: moderated, code: 'content_policy_violation', param: 'prompt' }),
  'moderation-502': ({ dialect }) =>
    refuse(dialect, { status: 502, message: 'upstream returned no image', type: 'upstream_error' }),
  empty: () => json(200, { created: 1_760_000_000, data: [] }),
  'no-quota': ({ dialect }) =>
    refuse(dialect, { status: 429, message: 'You exceeded your current quota.', code: 'insufficient_quota' }),
  'user-quota': ({ dialect }) =>
    refuse(dialect, { status: 403, message: '用户额度不足, 剩余额度: ＄0.001000', code: 'insufficient_user_quota' }),
  rate: ({ dialect }) =>
    refuse(dialect, {
      status: 429,
      message: 'Rate limit reached.',
      code: 'rate_limit_exceeded',
      headers: { 'retry-after': '2' },
    }),
  'no-channel': ({ dialect }) =>
    refuse(dialect, { status: 503, message: 'No available channel for model nano-banana under group default' }),
  'too-big': ({ dialect }) => refuse(dialect, { status: 413, message: 'Request body is too large.' }),
  'page-504': () => page(504, '504 Gateway Time-out'),
  'page-524': () => page(524, 'example.com | 524: A timeout occurred'),
  'page-502': () => page(502, '502 Bad Gateway'),
  broken: ({ dialect }) => refuse(dialect, { status: 500, message: 'The server had an error.', type: 'server_error' }),
  'cut-base64': () => {
    const whole = Buffer.from(drawPng(512, 512, 'cut')).toString('base64');
    return json(200, {
      created: 1_760_000_000,
      data: [{ b64_json: whole.slice(0, Math.floor(whole.length / 8) * 4) }],
    });
  },
  'gone-url': (simulation) =>
    json(200, { created: 1_760_000_000, data: [{ url: `${simulation.url}/files/gone.png` }] }),
};
