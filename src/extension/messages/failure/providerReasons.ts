/** Sentences about the settings of a provider. */
import type { FailureReason } from '../../../shared/model/failure';
import { wording, type MakeWording } from './facts';

export const providerReasons = {
  'model-missing': ({ t, who }) => wording(t('No model is selected for {who}.', { who }), 'edit-provider'),
  'model-unknown': ({ t, who, has, value }) =>
    wording(
      has('model')
        ? t('{who} doesn\'t have the model "{model}".', { who, model: value('model') })
        : t("{who} doesn't have this model, or hasn't loaded it.", { who }),
      'edit-provider',
      'open-log',
    ),
  'provider-unknown': ({ t, value, has, who }) =>
    wording(
      t('Provider "{provider}" isn\'t in your settings.', {
        provider: has('provider') ? value('provider') : who,
      }),
      'choose-provider',
      'open-settings',
    ),
  'provider-disabled': ({ t, who }) =>
    wording(t('{who} is disabled in your settings.', { who }), 'choose-provider', 'edit-provider'),
  'no-provider': ({ t }) => wording(t('No provider can do this. Add one.'), 'add-provider', 'open-settings'),
  'host-missing': ({ t, who }) =>
    wording(t('{who} has no address. Set one to continue.', { who }), 'edit-provider', 'open-settings'),
  'setting-invalid': ({ t, who, value, has }) =>
    wording(
      has('field')
        ? t('Check the setting "{field}" of {who}.', { who, field: value('field') })
        : t('Check the settings of {who}.', { who }),
      'edit-provider',
      'open-settings',
    ),
} satisfies Partial<Record<FailureReason, MakeWording>>;
