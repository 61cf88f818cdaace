/** Sentences about this computer: files, the history, and the jobs in it. */
import type { FailureReason } from '../../../shared/model/failure';
import { wordingWithCode, wording, type MakeWording } from './facts';

export const localReasons = {
  'disk-full': ({ t }) => wording(t('The disk is full. Free up some space, then try again.'), 'again', 'save-as'),
  'read-only': ({ t, has, value }) =>
    wording(
      has('folder') ? t("Can't write to {folder}.", { folder: value('folder') }) : t("Can't write to the folder."),
      'save-as',
      'open-settings',
    ),
  'no-folder': ({ t, has, value }) =>
    wording(
      has('folder') ? t("{folder} doesn't exist.", { folder: value('folder') }) : t("The folder doesn't exist."),
      'save-as',
      'open-settings',
    ),
  database: ({ t, failure, has }) => {
    if (failure.code === 'outdated') {
      return wording(
        t(
          'A newer version of Easel is using this history. Reload the window to continue; this one starts no more jobs.',
        ),
        'reload-window',
      );
    }
    if (has('version')) {
      return wording(
        t("Easel's history was created by a newer version of Easel. Update Easel to open it."),
        'open-log',
      );
    }
    return failure.code === 'in-use'
      ? wording(t("Easel's history is damaged. Close all other windows and reload this one to repair it."), 'open-log')
      : wordingWithCode(t("Can't read or write Easel's history. See the log for details."), 'open-log');
  },
  'job-unknown': ({ t }) => wording(t('This job is no longer in the history.')),
  'image-unknown': ({ t }) => wording(t('This image is no longer in the history.')),
  'already-running': ({ t }) => wording(t('This job is already running.')),
  'already-final': ({ t }) => wording(t('This job has already finished.')),
  'leads-out': ({ t, value }) =>
    wording(
      t('{folder} links to a location outside this untrusted workspace, so nothing is written there.', {
        folder: value('folder'),
      }),
      'save-as',
      'open-settings',
    ),
} satisfies Partial<Record<FailureReason, MakeWording>>;
