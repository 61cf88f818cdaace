import type { PageStrings } from '../../../shared/protocol/strings';
import type { Translate } from '../../../shared/format/translate';

/** The strings of the panel in the user's language; the page fills in placeholders such as `{name}`. */
export function imagesStrings(t: Translate): PageStrings {
  return {
    imagesLabel: t('Pictures'),
    insert: t('Insert'),
    open: t('Open'),
    saveAs: t('Save As…'),
    keys: t('Arrows choose · Enter inserts · O opens · Escape closes'),
    cameAsAsked: t('{size} as asked'),
    cameOtherwise: t('asked {asked}, got {came}'),
    transparent: t('transparent'),
    opaque: t('opaque'),
    seconds: t('{seconds} s'),
    fileGone: t('The file of this picture is gone.'),
    noImages: t('There are no pictures yet. Describe one in a line, and it appears here.'),
    generate: t('Generate Image…'),
    failed: t('The pictures could not be fetched.'),
    retry: t('Try Again'),
    openLog: t('Open Log'),
  };
}
