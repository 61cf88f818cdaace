import type { PageStrings } from '../../../shared/protocol/strings';
import type { Translate } from '../../../shared/format/translate';

/** The strings of the panel in the user's language; the page fills in placeholders such as `{name}`. */
export function imagesStrings(t: Translate): PageStrings {
  return {
    namedText: t('{name}: {text}'),
    listItems: t('{list}, {item}'),
    imagesLabel: t('Images'),
    insert: t('Insert'),
    open: t('Open'),
    saveAs: t('Save As…'),
    keys: t('Arrow keys to select · Enter to insert · O to open · Esc to close'),
    matchesRequest: t('{size} as requested'),
    differsFromRequest: t('requested {asked}, got {came}'),
    backgroundDiffers: t('requested transparent, got opaque'),
    transparent: t('transparent'),
    seconds: t('{seconds} s'),
    fileGone: t('The file of this image is missing.'),
    noImages: t('No images yet. Describe one to get started.'),
    generate: t('Generate Image…'),
    failed: t("Couldn't load the images."),
    retry: t('Try Again'),
    openLog: t('Open Log'),
  };
}
