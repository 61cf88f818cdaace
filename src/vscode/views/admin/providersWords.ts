/** The words of the page Providers in the person's language; what the page fills in stays as `{name}`. */
import type { ProvidersStrings } from '../../../shared/admin/providers';
import type { Translate } from '../../words/translate';

export function providersWords(t: Translate): ProvidersStrings {
  return { providers: t('Providers') };
}
