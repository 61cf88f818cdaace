/** Submits a request to a provider, and tells what became of the paid call. */
import { watchPaidCalls, type FailedSubmit } from '../../http/paidCalls';
import type { ProviderContext } from './context';
import type { FittedRequest } from './fitRequest';
import type { Provider } from './provider';
import type { Submission } from './task';

/** Never throws: whatever goes wrong is a failed submit. What the provider reports after its end is ignored. */
export async function submitOnce<Options>(
  provider: Provider<Options>,
  request: FittedRequest,
  context: ProviderContext<Options>,
): Promise<{ submission: Submission } | FailedSubmit> {
  const paid = watchPaidCalls(context.http);
  let isOver = false;
  const report: ProviderContext['report'] = (progress) => {
    if (!isOver) context.report(progress);
  };
  try {
    return { submission: await provider.submit(request, { ...context, http: paid.http, report }) };
  } catch (thrown) {
    return paid.settle(thrown);
  } finally {
    isOver = true;
  }
}
