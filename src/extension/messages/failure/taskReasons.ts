/** What became of a job that the service has taken, and what it sent. */
import type { FailureReason } from '../../../shared/model/failure';
import { words, type Words } from './facts';

export const taskReasons = {
  'no-images': ({ t, who }) => words(t('{who} finished the job but returned no image.', { who }), 'again', 'open-log'),
  'not-an-image': ({ t, who, failure, has, value }) => {
    if (failure.kind !== 'bad-request')
      return words(t("{who} returned something that isn't an image.", { who }), 'again', 'open-log');
    return has('name')
      ? words(t("Easel can't read {name} as an image.", { name: value('name') }))
      : words(t("{who} can't read an image that was sent to it.", { who }), 'open-log');
  },
  'too-large': ({ t, who }) => words(t("The response from {who} exceeds Easel's size limit.", { who }), 'open-log'),
  maintenance: ({ t, who, mark }) =>
    words(
      t("{who} is under maintenance{mark}. You weren't charged; try again later.", { who, mark }),
      'again',
      'choose-provider',
    ),
  'task-vanished': ({ t, who }) =>
    words(
      t('{who} no longer has this job. The service may have been restarted or cleaned up.', { who }),
      'again',
      'open-log',
    ),
  'task-failed': ({ t, who, mark }) =>
    words(t('{who} failed to complete the job{mark}.', { who, mark }), 'again', 'choose-provider', 'open-log'),
  'result-away': ({ t, who, mark }) =>
    words(
      t("The image is ready, but {who} can't deliver it yet{mark}. Easel keeps trying.", {
        who,
        mark,
      }),
      'keep-waiting',
    ),
} satisfies Partial<Record<FailureReason, Words>>;
