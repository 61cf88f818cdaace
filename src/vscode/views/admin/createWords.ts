/** The words of the page Create in the person's language; what the page fills in stays as `{name}`. */
import type { CreateStrings } from '../../../shared/admin/create';
import type { Translate } from '../../words/translate';

export function createWords(t: Translate): CreateStrings {
  return { create: t('Create') };
}
