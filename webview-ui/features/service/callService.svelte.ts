import type { ServiceResult, ErrorNotice } from '../../../src/shared/protocol/service';
import { sentenceOf } from '../../lib/sentence';

/** What the service has against it, with the steps that lead on. */
class Refused extends Error {
  readonly trouble: ErrorNotice;

  constructor(trouble: ErrorNotice) {
    super(trouble.text);
    this.trouble = trouble;
  }
}

/** The answer. @throws what {@link troubleOf} reads, when there is none. */
export function valueOf<Value>(told: ServiceResult<Value>): Value {
  if ('trouble' in told) throw new Refused(told.trouble);
  return told.value;
}

export function errorNoticeOf(thrown: unknown): ErrorNotice {
  return thrown instanceof Refused ? thrown.trouble : { text: sentenceOf(thrown), steps: [] };
}

/** What is asked of the service, one thing at a time, and what is told of it. */
export class ServiceCall {
  isBusy = $state(false);
  said = $state('');
  trouble = $state.raw<ErrorNotice>();

  /**
   * @param work Gives what is told when it has worked; nothing where that shows by itself.
   * @returns Whether it has worked.
   */
  async run(work: () => Promise<string>): Promise<boolean> {
    this.isBusy = true;
    this.said = '';
    this.trouble = undefined;
    try {
      this.said = await work();
    } catch (thrown) {
      this.trouble = errorNoticeOf(thrown);
    }
    this.isBusy = false;
    return this.trouble === undefined;
  }
}
