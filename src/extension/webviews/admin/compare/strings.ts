/** The strings of the comparison in the user's language; the page fills in placeholders such as `{name}`. */
import type { CompareStrings } from '../../../../shared/protocol/compare';
import type { Translate } from '../../../../shared/format/translate';

export function compareStrings(t: Translate): CompareStrings {
  return {
    compare: t('Compare'),
    compareSlider: t('Slider'),
    compareSide: t('Side by Side'),
    compareDifference: t('Difference'),
    compareSwap: t('Swap'),
    compareHandle: t('Dividing line'),
    compareSizes: t('{one} against {other}, shown at one size'),
    compareRatios: t('{one} against {other}: the ratios differ, each picture is shown whole'),
    compareDiffers: t('{percent} of the pixels differ'),
    compareSame: t('No pixel differs'),
    compareNoOriginal: t('This picture was made from words alone. To compare it with another one, select both.'),
    compareGone: t('One of the two pictures is not kept any more. Open the comparison anew from where the picture is.'),
    compareUnread: t('{name} can not be shown: its file is gone or can not be read.'),
    compareUnmeasured: t('How much differs could not be found out: one of the pictures can not be read.'),
    compareHelpSlider: t('Arrow keys move the line; the wheel, + and − zoom; 0 fits, 1 shows 100 %; drag to pan.'),
    compareHelp: t('The wheel, + and − zoom; 0 fits, 1 shows 100 %; drag, or use the arrow keys, to pan.'),
  };
}
