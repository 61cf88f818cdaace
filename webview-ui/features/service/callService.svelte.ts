import type { ServiceResult, ErrorNotice } from '../../../src/shared/protocol/pages/service';
import { sentenceOf } from '../../lib/format/sentence';

/** The error with its next steps. */
class Refused extends Error {
  readonly trouble: ErrorNotice;

  constructor(trouble: ErrorNotice) {
    super(trouble.text);
    this.trouble = trouble;
  }
}

/** The value of a result. @throws an error for {@link troubleOf} if there is none. */
export function valueOf<Value>(result: ServiceResult<Value>): Value {
  if ('trouble' in result) throw new Refused(result.trouble);
  return result.value;
}

export function errorNoticeOf(thrown: unknown): ErrorNotice {
  return thrown instanceof Refused ? thrown.trouble : { text: sentenceOf(thrown), steps: [] };
}

/** Runs one call to the service at a time, and holds its outcome. */
export class ServiceCall {
  isBusy = $state(false);
  said = $state('');
  trouble = $state.raw<ErrorNotice>();

  /**
   * @param work Returns the message of its success; undefined if the page shows it anyway.
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
