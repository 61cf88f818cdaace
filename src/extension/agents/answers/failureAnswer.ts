/** What an agent is told about a failure: what happened, where the cause lies, and what to do next. Pure. */
import { failureOwnerOf, type Failure, type FailureOwner } from '../../../shared/model/failure';
import { joinSentences } from '../../../shared/format/sentences';
import type { Translate } from '../../../shared/format/translate';
import { failureMessage } from '../../messages/failure/failureMessage';

/** What happened, where the cause lies, and what to do next. */
export function failureAnswer(failure: Failure, t: Translate): string {
  if (failure.kind === 'cancelled') return t('The job was canceled.');
  return joinSentences([t('No image was generated.'), failureMessage(failure, t).sentence, nextStep(failure, t)]);
}

function nextStep(failure: Failure, t: Translate): string {
  if (failure.kind === 'lost') {
    return t(
      "Don't start it again, because it may already have been charged. Call easel_image_job with this job to check it.",
    );
  }
  if (failure.kind === 'cap') {
    return t(
      "The cause is a spending cap that the user has set. Don't try again. Tell the user, who can change the cap, or use a free provider.",
    );
  }
  if (failure.kind === 'policy') {
    return t('The cause is the prompt (content policy). Rephrase it, or tell the user.');
  }
  const owner = failureOwnerOf(failure);
  return owner === 'nobody' ? '' : nextStepByOwner[owner](t);
}

/** Only a cancellation has no owner; its answer is given before. */
const nextStepByOwner: Record<Exclude<FailureOwner, 'nobody'>, (t: Translate) => string> = {
  request: (t) => t('The cause is the request. Change what is named here and call again.'),
  account: (t) =>
    t(
      "The cause is the provider account. Calling again doesn't help until the user fixes it. Another provider may work.",
    ),
  settings: (t) =>
    t('The cause is the Easel settings. The user can fix them with "Easel: Add Provider" or "Easel: Edit Provider".'),
  provider: (t) =>
    t('The cause is the service, not the request. The same call may work later or with another provider.'),
  network: (t) => t('The cause is the connection. Tell the user, or use another provider.'),
  machine: (t) => t('The cause is this computer (disk or folder). Tell the user, or use another path.'),
  easel: (t) => t('The cause is Easel itself. Tell the user to run "Easel: Open Log".'),
};
