/** Submits a request to a provider, and tells what became of the paid call. */
import { watchPaidCalls, type FailedSubmit } from '../../http/paidCalls';
import type { ProviderContext } from './context';
import type { FittedRequest } from './fitRequest';
import type { Provider } from './provider';
import type { Submission } from './task';

/** Never throws: whatever goes wrong is a failed submit. */
export async function submitOnce<Options>(
  provider: Provider<Options>,
  request: FittedRequest,
  context: ProviderContext<Options>,
): Promise<{ submission: Submission } | FailedSubmit> {
  const paid = watchPaidCalls(context.http);
  try {
    return { submission: await provider.submit(request, { ...context, http: paid.http }) };
  } catch (thrown) {
    return paid.settle(thrown);
  }
}
