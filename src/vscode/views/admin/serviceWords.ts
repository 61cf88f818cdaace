/** The words of the page Service in the person's language; what the page fills in stays as `{name}`. */
import type { ServiceStrings } from '../../../shared/admin/service';
import type { Translate } from '../../words/translate';

export function serviceWords(t: Translate): ServiceStrings {
  return { service: t('Service') };
}
