/** The words of the page Statistics in the person's language; what the page fills in stays as `{name}`. */
import type { StatisticsStrings } from '../../../shared/admin/statistics';
import type { Translate } from '../../words/translate';

export function statisticsWords(t: Translate): StatisticsStrings {
  return { statistics: t('Statistics') };
}
