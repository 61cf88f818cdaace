/** This computer: files, the history, and jobs as it knows them. */
import type { FailureReason } from '../../../shared/model/failure';
import { words, type Words } from './facts';

export const localReasons = {
  'disk-full': ({ t }) => words(t('The disk is full. Free up some space, then try again.'), 'again', 'save-as'),
  'read-only': ({ t, has, value }) =>
    words(
      has('folder') ? t("Can't write to {folder}.", { folder: value('folder') }) : t("Can't write to the folder."),
      'save-as',
      'open-settings',
    ),
  'no-folder': ({ t, has, value }) =>
    words(
      has('folder') ? t("{folder} doesn't exist.", { folder: value('folder') }) : t("The folder doesn't exist."),
      'save-as',
      'open-settings',
    ),
  database: ({ t, mark, failure, has }) => {
    if (has('version')) {
      return words(t("Easel's history was created by a newer version of Easel. Update Easel to open it."), 'open-log');
    }
    return failure.code === 'in-use'
      ? words(t("Easel's history is damaged. Close all other windows and reload this one to repair it."), 'open-log')
      : words(t("Can't read or write Easel's history{mark}. See the log for details.", { mark }), 'open-log');
  },
  'job-unknown': ({ t }) => words(t('This job is no longer in the history.')),
  'image-unknown': ({ t }) => words(t('This image is no longer in the history.')),
  'already-running': ({ t }) => words(t('This job is already running.')),
  'already-final': ({ t }) => words(t('This job has already finished.')),
  'leads-out': ({ t, value }) =>
    words(
      t('{folder} links to a location outside this untrusted workspace, so nothing is written there.', {
        folder: value('folder'),
      }),
      'save-as',
      'open-settings',
    ),
} satisfies Partial<Record<FailureReason, Words>>;
