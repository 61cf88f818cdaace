/** This computer: files, the history, and jobs as it knows them. */
import type { FailureReason } from '../../../shared/model/failure';
import { words, type Words } from './facts';

export const localReasons = {
  'disk-full': ({ t }) =>
    words(
      t('The disk is full. The picture is kept as soon as there is room; free some and try again.'),
      'again',
      'save-as',
    ),
  'read-only': ({ t, has, value }) =>
    words(
      has('folder')
        ? t("{folder} can't be written to.", { folder: value('folder') })
        : t("The folder can't be written to."),
      'save-as',
      'open-settings',
    ),
  'no-folder': ({ t, has, value }) =>
    words(
      has('folder')
        ? t('{folder} is not there (any more).', { folder: value('folder') })
        : t('The folder is not there (any more).'),
      'save-as',
      'open-settings',
    ),
  database: ({ t, mark, failure, has }) => {
    if (has('version')) {
      return words(t("Easel's history was made by a newer version of Easel. Update Easel to open it."), 'open-log');
    }
    return failure.code === 'in-use'
      ? words(
          t("Easel's own history is damaged. Close all other windows and reload this one: then it is mended."),
          'open-log',
        )
      : words(t("Easel's own history can't be read or written{mark}. The log says more.", { mark }), 'open-log');
  },
  'job-unknown': ({ t }) => words(t('This job is not in the history any more.')),
  'image-unknown': ({ t }) => words(t('This picture is not in the history any more.')),
  'already-running': ({ t }) => words(t('This job is running already.')),
  'already-final': ({ t }) => words(t('This job is over; there is nothing to stop.')),
  'leads-out': ({ t, value }) =>
    words(
      t('{folder} leads out of this workspace by a link, and the workspace is not trusted: nothing is written there.', {
        folder: value('folder'),
      }),
      'save-as',
      'open-settings',
    ),
} satisfies Partial<Record<FailureReason, Words>>;
