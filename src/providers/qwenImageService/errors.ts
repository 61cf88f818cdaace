/** Maps the service's rejections to failures. Its texts are fixed and in Chinese; they distinguish two kinds of 429 and 403. */
import type { Failure, FailureReason } from '../../shared/model/failure';
import { EaselError, fail } from '../../shared/model/easelError';
import type { HttpAnswer } from '../../http/answer/httpAnswer';
import { answerFacts, failureOfStatus } from '../../http/answer/status';
import { detailSchema, invalidSchema } from './api';

/** The parameter of a request for each form field. */
const requestNames: Record<string, string> = {
  num_inference_steps: 'steps',
  true_cfg_scale: 'cfgScale',
  num_images: 'count',
  negative_prompt: 'negativePrompt',
  aspect_ratio: 'aspectRatio',
  images: 'references',
  image: 'references',
};

/** Texts of a 400 for which there is a specific reason. */
const refusals: readonly (readonly [words: RegExp, reason: FailureReason])[] = [
  [/最多上传|至少上传/, 'image-count'],
  [/不支持的文件类型/, 'image-type'],
  [/文件大小超过/, 'image-too-big'],
  [/无法解析图像/, 'not-an-image'],
  [/批量编辑提示/, 'value-out-of-range'],
];

/** The service's text in an answer, cleaned; empty if there is none. */
export function detailOf(answer: HttpAnswer, clean: (text: string) => string): string {
  const parsed = detailSchema.safeParse(quietJson(answer));
  return parsed.success ? clean(parsed.data.detail) : '';
}

export function failureFacts(answer: HttpAnswer, clean: (text: string) => string): Omit<Failure, 'kind'> {
  const detail = detailOf(answer, clean);
  return { ...answerFacts(answer), ...(detail ? { detail } : {}) };
}

/** The failure in an answer with an error status. */
export function failureOf(answer: HttpAnswer, clean: (text: string) => string): EaselError {
  const error = judge(answer, clean);
  const isRejectedCall = error.failure.kind === 'bad-request' && !answer.paid;
  return isRejectedCall ? new EaselError({ ...error.failure, reason: 'call-rejected' }) : error;
}

function judge(answer: HttpAnswer, clean: (text: string) => string): EaselError {
  const facts = failureFacts(answer, clean);
  const { detail = '' } = facts;
  switch (answer.status) {
    case 400:
      return refused(facts, detail);
    case 401:
      return fail('auth', { ...facts, reason: 'sign-in-required' });
    case 403:
      return fail('auth', { ...facts, ...forbiddenReason(detail) });
    case 404:
      // A text of the service names what it doesn't have; only an unknown path means that it's another service.
      if (detail !== '' && detail !== 'Not Found') return fail('bad-request', facts);
      break;
    case 422:
      return invalid(answer, facts);
    case 429:
      return detail.includes('配额') ? outOfQuota(detail, facts) : fail('rate', facts);
    case 500:
      // The synchronous call wraps the failure of the task, which ran and was counted in any case.
      if (/生成失败:\s*408/.test(detail)) return fail('timeout', facts);
      if (/生成失败|任务执行失败|编辑失败/.test(detail)) {
        return fail('server', { ...facts, reason: 'task-failed' });
      }
      break;
    default:
      break;
  }
  return withHtmlReason(answer, failureOfStatus(answer, detail === '' ? undefined : detail));
}

function refused(facts: Omit<Failure, 'kind'>, detail: string): EaselError {
  const reason = refusals.find(([words]) => words.test(detail))?.[1];
  return fail('bad-request', { ...facts, ...(reason ? { reason } : {}) });
}

function forbiddenReason(detail: string): { reason?: FailureReason } {
  if (detail.includes('禁用')) return { reason: 'user-disabled' };
  if (detail.includes('验证') && detail.includes('邮箱')) return { reason: 'email-unverified' };
  if (detail.includes('不允许') && detail.includes('注册')) return { reason: 'registration-closed' };
  if (detail.includes('管理员')) return { reason: 'admin-needed' };
  return {};
}

/** "配额不足：需要 N 次，今日剩余 M 次（每日限额 100）", or 本月 and 每月. Retrying doesn't help before the day or the month is over. */
function outOfQuota(detail: string, facts: Omit<Failure, 'kind'>): EaselError {
  const figures: [string, RegExp][] = [
    ['needed', /需要\s*(\d+)/],
    ['remaining', /剩余\s*(\d+)/],
    ['limit', /限额\s*(\d+)/],
  ];
  const values: Record<string, number> = {};
  for (const [name, pattern] of figures) {
    const found = pattern.exec(detail)?.[1];
    if (found !== undefined) values[name] = Number(found);
  }
  return fail('quota', { ...facts, reason: detail.includes('本月') ? 'monthly-quota' : 'daily-quota', values });
}

/** Names the field and the rule, but never the value, which may be a prompt or a password. */
function invalid(answer: HttpAnswer, facts: Omit<Failure, 'kind'>): EaselError {
  const issue = invalidSchema.safeParse(quietJson(answer)).data?.detail[0];
  if (!issue) return fail('bad-request', facts);
  const field = String(issue.loc.at(-1) ?? '').slice(0, 60);
  const name = requestNames[field] ?? field;
  const allowed = allowedOf(issue.ctx ?? {});
  return fail('bad-request', {
    ...facts,
    reason: invalidReason(issue.type, name),
    values: { name, ...(allowed ? { allowed } : {}) },
    detail: `${field}: ${issue.type}`.slice(0, 120),
  });
}

function invalidReason(type: string, name: string): FailureReason {
  if (name === 'prompt' && type === 'missing') return 'prompt-missing';
  if (name === 'references') return 'image-missing';
  return 'value-out-of-range';
}

function allowedOf(ctx: Record<string, unknown>): string {
  const read = (...names: string[]): string => {
    const value = names.map((name) => ctx[name]).find((candidate) => typeof candidate === 'number');
    return value === undefined ? '' : String(value);
  };
  const from = read('ge', 'gt', 'min_length');
  const to = read('le', 'lt', 'max_length');
  if (from && to) return `${from} – ${to}`;
  if (from) return `≥ ${from}`;
  return to ? `≤ ${to}` : '';
}

function withHtmlReason(answer: HttpAnswer, error: EaselError): EaselError {
  const { failure } = error;
  const isServers = failure.kind === 'server' || failure.kind === 'bad-answer' || failure.kind === 'timeout';
  if (!isServers || failure.reason || answer.type !== 'text/html') return error;
  return new EaselError({ ...failure, reason: 'html-answer' });
}

function quietJson(answer: HttpAnswer): unknown {
  try {
    return answer.json();
  } catch {
    return undefined;
  }
}
