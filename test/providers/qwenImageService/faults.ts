import { startQwenImageService } from '../../simulators/qwenImageService';
import type { FaultTarget } from '../faults/faultTarget';

export const faults: FaultTarget = {
  type: 'qwen-image-service',
  // No clockSpeed: it finds lost jobs by the service's clock, which is the real one.
  returnsBytes: true,
  refusals: [
    ...[
      '最多上传 3 张图片',
      '不支持的文件类型',
      '文件大小超过限制',
      '无法解析图像',
      '用户已被禁用',
      '请先验证邮箱',
      '不允许注册',
      '需要管理员权限',
      '配额不足：需要 1 次，今日剩余 0 次（每日限额 100）',
      '请求过于频繁',
      '生成失败: 408',
      '生成失败: out of memory',
      '任务不存在',
      'Not Found',
    ].map((detail) => JSON.stringify({ detail })),
    '{"detail":[{"type":"missing","loc":["body","prompt"],"msg":"Field required"}]}',
  ],
  async start() {
    const service = await startQwenImageService({ holdScale: 0.02 });
    return {
      ...service,
      entry: { options: { username: 'demo' } },
      secrets: { password: 'demo-password' },
      calls: {
        submit: { method: 'POST', path: /^\/(text-to-image|image-edit)/ },
        // One call for both: it answers with the images when they are there.
        poll: { method: 'GET', path: /^\/tasks\/[^/]+\/result$/ },
        result: { method: 'GET', path: /^\/tasks\/[^/]+\/result$/ },
      },
      received: () => Object.values(service.received).reduce((sum, count) => sum + count, 0),
      hold: service.holdTasks,
      vanish: () => service.vanish(),
      finishExpired: () => {
        while (service.finishNext()) service.expireResults();
      },
    };
  },
  others: {
    'submit: reset before': 'network/connection-lost → next',
    'submit: answer lost': 'done',
    'submit: TLS broken after it was sent': 'done',
    'submit: slow-loris': 'done',
    'submit: HTML page': 'server/html-answer → next',
    'submit: half of JSON': 'done',
    'submit: gzip bomb': 'done',
    'submit: 303': 'settings/redirect-refused → next',
    // The service has passwords and tokens, but no key that it could reject.
    'submit: 401': 'auth → next',
    'poll: 401': 'auth → overdue (set-key)',
    'submit: 502': 'server → next',
    'submit: 504': 'timeout → next',
    'submit: 504, with the words of a busy service': 'timeout → next',
    'submit: 522': 'server → next',
    'submit: 524': 'timeout → next',
    'submit: an unknown envelope': 'bad-answer → next',
    'submit: 520': 'server → next',
    'submit: 503 of Envoy': 'server → next',
    'submit: 2 GB announced': 'done',
    'submit: 2 GB': 'done',
    'poll: always empty': 'bad-answer/not-an-image → overdue (again)',
    'result: 403': 'auth → overdue (set-key)',
    'result: expired': 'expired → failed (again)',
    'result: redirect loop': 'settings/redirect-refused → overdue (edit-provider)',
    'result: 2 GB announced': 'bad-answer/too-large → overdue (open-log)',
    'result: 2 GB': 'bad-answer/too-large → overdue (open-log)',
  },
};
