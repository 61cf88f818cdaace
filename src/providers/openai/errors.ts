/** Maps rejections to failures. Relays' HTTP statuses are unreliable, so codes and texts are checked first. */
import type { Failure } from '../../shared/model/failure';
import { EaselError } from '../../shared/model/easelError';
import type { HttpAnswer } from '../../http/answer/httpAnswer';
import { answerFacts, failureOfStatus } from '../../http/answer/status';
import { quietBody, quietError } from './answers/body';
import type { ServiceError } from './answers/serviceError';

/** Facts about a call that its answer doesn't have. */
export interface CallFacts {
  /** Whether a key was sent. */
  hasKey: boolean;
  model?: string;
  clean(text: string): string;
}

type Meaning = Pick<Failure, 'kind' | 'reason' | 'values'>;

const policyCodes =
  /moderat(ion|ed)|content_?policy|content_?filter|safety|prohibited_content|image_generation_user_error|sensitive|nsfw/i;
const policyTexts =
  /moderation (system|block|fail|reject|policy)|content moderation|(by|failed|did not pass)[\w ]{0,12} moderation|content (policy|management)|safety (system|filter|polic)|prohibited content|violat\w+ (our|the|of)|inappropriate|sensitive (content|word)|nsfw|违规|违反|敏感|审核/i;
const unknownParameter = /unknown_?parameter|unsupported_?parameter|invalid_?(value|type)/i;
const quotaCodes =
  /insufficient_?(user_)?(quota|balance|credits?|funds?)|quota_?(exceeded|exhausted|not_enough)|billing|credit|arrear|pre_?consume/i;
const quotaTexts =
  /not enough[\w ]{0,20}(quota|balance|credit)|insufficient[\w ]{0,20}(quota|balance|credit|fund)|exceeded your current quota|(quota|balance|credits?)[\w ]{0,20}(exhausted|used up|not enough|insufficient)|billing hard limit|余额不足|额度不足|额度已用|额度失败|积分不足|欠费/i;
const rateCodes = /rate_?limit|too_?many|concurren|throttl/i;
const rateTexts = /rate limit|too many requests|concurren|请求过于频繁|频率|并发/i;
const modelCodes = /model_?not_?(found|exist|available|supported)|invalid_?model|no_?available_?channel/i;
const modelTexts =
  /no available channel|model[^.]{0,80}(not (found|exist|available)|does not exist)|无可用渠道|模型.{0,40}不存在/i;
const keyCodes = /invalid_?api_?key|invalid_?token|authentication|unauthorized/i;
const keyTexts =
  /api ?key (error|invalid|not)|(invalid|incorrect|wrong|missing)[\w ]{0,20}(api.?key|token)|无效的令牌|令牌.{0,10}(无效|过期)/i;

/** The failure in an answer with an error status. */
export function failureOfAnswer(answer: HttpAnswer, call: CallFacts): EaselError {
  const error = quietError(answer);
  const meaning = meaningOfStatus(answer, error, call) ?? meaningOf(error, call);
  if (meaning) return new EaselError({ ...factsOf(answer, error, call), ...meaning });
  const base = failureOfStatus(answer).failure;
  const isPage = answer.type === 'text/html' || /^\s*<(!doctype|html)/i.test(answer.text().slice(0, 200));
  return new EaselError({
    ...base,
    ...factsOf(answer, error, call),
    ...(isPage ? pageOfProxy(answer, base) : {}),
  });
}

/** The failure in a rejection with a success status; `server` if its text isn't recognized. */
export function failureOfRefusal(answer: HttpAnswer, error: ServiceError, call: CallFacts): EaselError {
  const meaning: Meaning = meaningOf(error, call) ?? { kind: 'server' };
  return new EaselError({ ...factsOf(answer, error, call), ...meaning });
}

/** The failure of a task: `policy`, or else `server`. It was received in any case. */
export function failureOfTask(answer: HttpAnswer, error: ServiceError, call: CallFacts): Failure {
  const facts = factsOf(answer, error, call);
  if (isPolicy(error)) return { ...facts, kind: 'policy' };
  return { ...facts, kind: 'server', reason: 'task-failed' };
}

/** The reason in the service's words for an answer without an image. */
export function detailOf({ refusal }: { refusal?: string }, call: CallFacts): { detail?: string } {
  return refusal === undefined ? {} : { detail: call.clean(refusal) };
}

/** Whether the service reports that it doesn't have the task, or no longer. */
export function isVanished(answer: HttpAnswer, error: ServiceError): boolean {
  if (error.code === '-22') return true;
  const text = `${error.code ?? ''} ${error.type ?? ''} ${error.message ?? ''}`;
  if (
    /task.{0,30}(not.?(found|exist)|no.?such|expired)|(not found|unknown|invalid).{0,20}task|任务.{0,10}不存在/i.test(
      text,
    )
  )
    return true;
  return answer.status === 404 && error.message !== undefined && !isUnknownRoute(answer, error);
}

/** Whether the path doesn't exist: then the service may use another dialect. */
export function isUnknownRoute(answer: HttpAnswer, error: ServiceError): boolean {
  if (answer.status === 405) return true;
  if (answer.status !== 404) return false;
  if (quietBody(answer) === undefined || error.message === undefined) return true;
  return /^not found$|invalid url|cannot (get|post)|no (such )?route|page not found|unknown (url|path|route|endpoint|request)/i.test(
    error.message,
  );
}

function isPolicy(error: ServiceError): boolean {
  const codes = `${error.code ?? ''} ${error.type ?? ''}`;
  // "Unknown parameter: 'moderation'" is about the request's fields, not about its content.
  if (unknownParameter.test(codes) || /^unknown parameter/i.test(error.message ?? '')) return false;
  return policyCodes.test(codes) || policyTexts.test(error.message ?? '');
}

/** What the status means by itself, or together with the text. */
function meaningOfStatus(answer: HttpAnswer, error: ServiceError, call: CallFacts): Meaning | undefined {
  const { status } = answer;
  if (status === 401) {
    return { kind: 'auth', reason: call.hasKey ? 'key-refused' : 'key-missing' };
  }
  if (status === 413 && !isPolicy(error)) return { kind: 'bad-request', reason: 'upload-too-big' };
  // "No available channel for model …": the relay knows the model, but no service behind it offers it now.
  if (status === 503 && isModel(error)) {
    return { kind: 'server', reason: 'model-unknown', ...modelValues(call) };
  }
  // A 429 about the quota isn't solved by waiting.
  if (status === 429 && !isQuota(error)) return { kind: 'rate' };
  // Cloudflare couldn't connect to the service: nothing was received.
  if ([521, 522, 523, 525, 526, 530].includes(status)) return { kind: 'server' };
  return undefined;
}

/** What the code or the text means by itself. A recognized rejection costs nothing. */
function meaningOf(error: ServiceError, call: CallFacts): Meaning | undefined {
  const codes = `${error.code ?? ''} ${error.type ?? ''}`;
  const message = error.message ?? '';
  if (isPolicy(error)) return { kind: 'policy' };
  if (isQuota(error)) return { kind: 'quota', reason: 'credit' };
  if (isModel(error)) return { kind: 'settings', reason: 'model-unknown', ...modelValues(call) };
  if (keyCodes.test(codes) || keyTexts.test(message)) {
    return { kind: 'auth', reason: call.hasKey ? 'key-refused' : 'key-missing' };
  }
  if (rateCodes.test(codes) || rateTexts.test(message)) return { kind: 'rate' };
  return undefined;
}

function isModel(error: ServiceError): boolean {
  return modelCodes.test(`${error.code ?? ''} ${error.type ?? ''}`) || modelTexts.test(error.message ?? '');
}

function modelValues({ model }: CallFacts): Pick<Failure, 'values'> {
  return model ? { values: { model } } : {};
}

function isQuota(error: ServiceError): boolean {
  return quotaCodes.test(`${error.code ?? ''} ${error.type ?? ''}`) || quotaTexts.test(error.message ?? '');
}

/**
 * An HTML page comes from a proxy after a timeout or a lost connection: the image may have been made and charged. A timeout
 * says more than that there was a page.
 */
function pageOfProxy(answer: HttpAnswer, base: Failure): Partial<Failure> {
  const title = /<title[^>]{0,200}>([^<]{1,200})/i.exec(answer.text().slice(0, 20_000))?.[1]?.trim();
  const detail = title ? { detail: title } : {};
  if (base.kind === 'timeout') return detail;
  return { ...detail, reason: 'html-answer' };
}

function factsOf(answer: HttpAnswer, error: ServiceError, call: CallFacts): Omit<Failure, 'kind'> {
  const detail = call.clean(error.message ?? '');
  // Types such as "new_api_error" name the relay's software, not the error.
  const type = /^(\w+_)?api_error$/i.test(error.type ?? '') ? undefined : error.type;
  const code = call.clean(error.code ?? type ?? '').slice(0, 60);
  return {
    ...answerFacts(answer),
    ...(detail === '' ? {} : { detail }),
    ...(code === '' ? {} : { code }),
  };
}
