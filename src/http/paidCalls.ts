/** Follows the paid requests of one submit, and tells what became of them, whatever the provider made of the answers. */
import type { Failure } from '../shared/model/failure';
import { fail, failureFrom } from '../shared/model/easelError';
import type { HttpAnswer } from './answer/httpAnswer';
import { receiptOfAnswer, receiptOfSuccess, wasPassedOn, type Receipt } from './answer/received';
import { failureOfStatus } from './answer/status';
import type { Http } from './httpClient';
import type { HttpRequest } from './request/request';

/** A failed submit. */
export interface FailedSubmit {
  /** `maybeReceived` follows from the receipt. */
  failure: Failure;
  receipt: Receipt;
}

export interface PaidCalls {
  /** The client that the provider gets. It sends nothing paid after a request that may have been received. */
  http: Http;
  /** @param thrown What the provider threw. */
  settle(thrown: unknown): FailedSubmit;
}

/** How the last paid request ended. */
type PaidEnd =
  | { end: 'underway' }
  | { end: 'failed'; failure: Failure }
  | { end: 'answered'; answer: HttpAnswer }
  | { end: 'streamed' }
  /** Other requests followed a success, so the answer alone doesn't explain the failure. */
  | { end: 'accepted' };

export function watchPaidCalls(http: Http): PaidCalls {
  let last: PaidEnd | undefined;

  async function watched<Request extends HttpRequest, Answer>(
    request: Request,
    call: (request: Request) => Promise<Answer>,
    endOf: (answer: Answer) => PaidEnd,
  ): Promise<Answer> {
    if (request.paid !== true) {
      if (last && last.end !== 'failed' && mayHaveTaken(last)) last = { end: 'accepted' };
      return call(request);
    }
    if (last && mayHaveTaken(last)) throw fail('internal', { detail: 'a second paid request' });
    last = { end: 'underway' };
    try {
      const answer = await call(request);
      last = endOf(answer);
      return answer;
    } catch (thrown) {
      last = { end: 'failed', failure: failureFrom(thrown) };
      throw thrown;
    }
  }

  return {
    http: {
      ...http,
      send: (request) => watched(request, http.send, (answer) => ({ end: 'answered', answer })),
      stream: (request) =>
        watched(request, http.stream, (answer) =>
          answer.kind === 'answer' ? { end: 'answered', answer: answer.answer } : { end: 'streamed' },
        ),
    },
    settle: (thrown) => {
      const failure = failureFrom(thrown);
      const receipt = receiptOf(last, failure);
      return { failure: { ...explained(last, failure), maybeReceived: receipt !== 'not-received' }, receipt };
    },
  };
}

function mayHaveTaken(last: PaidEnd): boolean {
  if (last.end === 'answered') return last.answer.status < 400 || wasPassedOn(last.answer);
  return last.end !== 'failed' || last.failure.maybeReceived !== false;
}

function receiptOf(last: PaidEnd | undefined, failure: Failure): Receipt {
  switch (last?.end) {
    case undefined:
      // No paid request was sent, unless the provider knows of one.
      return failure.maybeReceived === true ? 'unknown' : 'not-received';
    case 'failed':
      return last.failure.maybeReceived === false ? 'not-received' : 'unknown';
    case 'answered':
      return receiptOfAnswer(last.answer, failure);
    case 'streamed':
      return receiptOfSuccess(failure);
    case 'underway':
    case 'accepted':
      return 'unknown';
  }
}

/** A gateway's words don't come from the service, so its status is the whole explanation. */
function explained(last: PaidEnd | undefined, failure: Failure): Failure {
  if (last?.end !== 'answered' || !wasPassedOn(last.answer)) return failure;
  const isPlain = failure.reason === undefined || failure.reason === 'html-answer';
  if (isPlain && (failure.kind === 'server' || failure.kind === 'timeout')) return failure;
  return failureOfStatus(last.answer, failure.detail).failure;
}
