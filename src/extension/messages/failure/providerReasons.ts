/** How a provider is set up. */
import type { FailureReason } from '../../../shared/model/failure';
import { words, type Words } from './facts';

export const providerReasons = {
  'model-missing': ({ t, who }) => words(t('No model is chosen for {who}.', { who }), 'edit-provider'),
  'model-unknown': ({ t, who, has, value }) =>
    words(
      has('model')
        ? t('{who} does not know the model “{model}”.', { who, model: value('model') })
        : t('{who} does not know this model, or has not loaded it.', { who }),
      'edit-provider',
      'open-log',
    ),
  'provider-unknown': ({ t, value, has, who }) =>
    words(
      t('There is no provider “{provider}” in your settings (any more).', {
        provider: has('provider') ? value('provider') : who,
      }),
      'choose-provider',
      'open-settings',
    ),
  'provider-disabled': ({ t, who }) =>
    words(t('{who} is switched off in your settings.', { who }), 'choose-provider', 'edit-provider'),
  'no-provider': ({ t }) => words(t('No provider can do this yet. Add one.'), 'add-provider', 'open-settings'),
  'host-missing': ({ t, who }) => words(t('{who} has no address yet.', { who }), 'edit-provider', 'open-settings'),
  'setting-invalid': ({ t, who, value, has }) =>
    words(
      has('field')
        ? t('The setting “{field}” of {who} is not right.', { who, field: value('field') })
        : t('The settings of {who} are not right.', { who }),
      'edit-provider',
      'open-settings',
    ),
} satisfies Partial<Record<FailureReason, Words>>;
