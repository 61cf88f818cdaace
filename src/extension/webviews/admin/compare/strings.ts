/** The strings of the comparison in the user's language; the page fills in placeholders such as `{name}`. */
import type { CompareStrings } from '../../../../shared/protocol/pages/compare';
import type { Translate } from '../../../../shared/format/translate';

export function compareStrings(t: Translate): CompareStrings {
  return {
    compare: t('Compare'),
    compareSlider: t('Slider'),
    compareSide: t('Side by Side'),
    compareDifference: t('Difference'),
    compareSwap: t('Swap'),
    compareHandle: t('Divider'),
    comparePair: t('{one} and {other}'),
    compareSizes: t('{one} and {other}, shown at the same size'),
    compareRatios: t('{one} and {other}. The aspect ratios differ, so each image is shown in full.'),
    compareDiffers: t('{percent} of pixels differ'),
    compareSame: t('All pixels match'),
    compareNoOriginal: t('This image was generated from text only. To compare it with another image, select both.'),
    compareGone: t('One of the two images is no longer available. Start the comparison again.'),
    compareUnread: t("Can't show {name}. The file is missing or unreadable."),
    compareUnmeasured: t("Can't compare the pixels. One of the images is unreadable."),
    compareHelpSlider: t(
      'Arrow keys move the divider. Scroll or press + and − to zoom, 0 to fit, 1 for 100%. Drag to pan.',
    ),
    compareHelp: t('Scroll or press + and − to zoom, 0 to fit, 1 for 100%. Drag or use the arrow keys to pan.'),
  };
}
