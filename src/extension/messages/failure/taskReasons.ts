/** Sentences about a job that the service accepted, and about what it returned. */
import type { FailureReason } from '../../../shared/model/failure';
import { wordingWithCode, wording, type MakeWording } from './facts';

export const taskReasons = {
  'no-images': ({ t, who }) =>
    wording(t('{who} finished the job but returned no image.', { who }), 'again', 'open-log'),
  'not-an-image': ({ t, who, failure, has, value }) => {
    if (failure.kind !== 'bad-request')
      return wording(t("{who} returned something that isn't an image.", { who }), 'again', 'open-log');
    return has('name')
      ? wording(t("Easel can't read {name} as an image.", { name: value('name') }))
      : wording(t("{who} can't read an image that was sent to it.", { who }), 'open-log');
  },
  'svg-result': ({ t, who }) =>
    wording(
      t("{who} returned a vector image (SVG), which Easel doesn't accept as a result. Choose another model or style.", {
        who,
      }),
      'choose-provider',
      'open-log',
    ),
  'too-large': ({ t, who }) => wording(t("The response from {who} exceeds Easel's size limit.", { who }), 'open-log'),
  maintenance: ({ t, who }) =>
    wordingWithCode(
      t("{who} is under maintenance. You weren't charged; try again later.", { who }),
      'again',
      'choose-provider',
    ),
  'task-vanished': ({ t, who }) =>
    wording(
      t('{who} no longer has this job. The service may have been restarted or cleaned up.', { who }),
      'again',
      'open-log',
    ),
  'task-failed': ({ t, who }) =>
    wordingWithCode(t('{who} failed to complete the job.', { who }), 'again', 'choose-provider', 'open-log'),
  'result-away': ({ t, who }) =>
    wordingWithCode(
      t("The image is ready, but {who} can't deliver it yet. Easel keeps trying.", {
        who,
      }),
      'keep-waiting',
    ),
} satisfies Partial<Record<FailureReason, MakeWording>>;
