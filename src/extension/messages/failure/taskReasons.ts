/** What became of a job that the service has taken, and what it sent. */
import type { FailureReason } from '../../../shared/model/failure';
import { words, type Words } from './facts';

export const taskReasons = {
  'no-images': ({ t, who }) =>
    words(t('{who} says that it is done, and sent no picture.', { who }), 'again', 'open-log'),
  'not-an-image': ({ t, who, failure, has, value }) => {
    if (failure.kind !== 'bad-request')
      return words(t('What {who} sent is not a picture.', { who }), 'again', 'open-log');
    return has('name')
      ? words(t('{name} is not a picture Easel can read.', { name: value('name') }))
      : words(t("{who} can't read a picture that was sent to it.", { who }), 'open-log');
  },
  'too-large': ({ t, who }) => words(t('What {who} sent is larger than Easel takes.', { who }), 'open-log'),
  maintenance: ({ t, who, mark }) =>
    words(
      t('{who} is being maintained just now{mark}. Nothing was charged; try again a little later.', { who, mark }),
      'again',
      'choose-provider',
    ),
  'task-vanished': ({ t, who }) =>
    words(
      t('{who} does not know the job any more; it was probably restarted or cleaned up.', { who }),
      'again',
      'open-log',
    ),
  'task-failed': ({ t, who, mark }) =>
    words(
      t('{who} took the job and failed at it{mark}. The fault is with the service.', { who, mark }),
      'again',
      'choose-provider',
      'open-log',
    ),
  'result-away': ({ t, who, mark }) =>
    words(
      t('The picture was made, but {who} does not hand it out just now{mark}. Easel goes on asking for it.', {
        who,
        mark,
      }),
      'keep-waiting',
    ),
} satisfies Partial<Record<FailureReason, Words>>;
