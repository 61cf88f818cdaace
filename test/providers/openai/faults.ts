import { startOpenAiImages } from '../../simulators/openai';
import type { FaultTarget } from '../faults/faultTarget';

export const faults: FaultTarget = {
  type: 'openai',
  clockSpeed: 100,
  refusals: [
    ...[
      { code: 'moderation_blocked', message: 'Your request was rejected by the safety system' },
      { code: 'insufficient_quota', message: 'You exceeded your current quota' },
      { code: 'model_not_found', message: 'No available channel for model gpt-image-1' },
      { code: 'invalid_api_key', message: 'Incorrect API key' },
      { code: 'rate_limit_exceeded', message: 'Rate limit of the origin reached' },
      { message: 'too many concurrent generations' },
      { message: '当前分组上游负载已饱和，请求过于频繁' },
      { message: '余额不足' },
      { message: 'upstream returned no images' },
      { code: 'unknown_parameter', message: 'Unknown parameter: background' },
    ].map((error) => JSON.stringify({ error })),
    '{"status":"failed","error":"content moderation"}',
    '{"code":-1,"message":"rejected"}',
    '{"data":[]}',
  ],
  addressOf: (url) => `${url}/v1`,
  async start() {
    const service = await startOpenAiImages({ dialect: 't8', key: 'sk-right-one' });
    return {
      ...service,
      entry: { synchronous: false },
      secrets: { key: 'sk-right-one' },
      calls: {
        submit: { method: 'POST', path: /\/v1\/images\/(generations|edits)/ },
        poll: { method: 'GET', path: /\/v1\/images\/tasks\// },
        result: { method: 'GET', path: /^\/files\// },
      },
      received: service.receivedCount,
      hold: service.holdTasks,
      vanish: service.forgetTasks,
      finishExpired: () => {
        service.expireFiles();
        service.releaseTasks();
      },
    };
  },
};
