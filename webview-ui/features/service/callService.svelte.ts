import type { ServiceResult, ErrorNotice } from '../../../src/shared/protocol/pages/service';
import { sentenceOf } from '../../lib/format/sentence';

/** The error with its next steps. */
class Refused extends Error {
  readonly error: ErrorNotice;

  constructor(error: ErrorNotice) {
    super(error.text);
    this.error = error;
  }
}

/** The value of a result. @throws an error for {@link troubleOf} if there is none. */
export function valueOf<Value>(result: ServiceResult<Value>): Value {
  if ('error' in result) throw new Refused(result.error);
  return result.value;
}

export function errorNoticeOf(thrown: unknown): ErrorNotice {
  return thrown instanceof Refused ? thrown.error : { text: sentenceOf(thrown), steps: [] };
}

/** Runs one call to the service at a time, and holds its outcome. */
export class ServiceCall {
  isBusy = $state(false);
  message = $state('');
  error = $state.raw<ErrorNotice>();

  /**
   * @param work Returns the message of its success; undefined if the page shows it anyway.
   * @returns Whether it has worked.
   */
  async run(work: () => Promise<string>): Promise<boolean> {
    this.isBusy = true;
    this.message = '';
    this.error = undefined;
    try {
      this.message = await work();
    } catch (thrown) {
      this.error = errorNoticeOf(thrown);
    }
    this.isBusy = false;
    return this.error === undefined;
  }
}
