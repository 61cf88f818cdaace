/** The strings of the page Providers in the user's language; the page fills in placeholders such as `{name}`. */
import type { ProvidersStrings } from '../../../../shared/protocol/providers';
import type { Translate } from '../../../../shared/format/translate';

export function providersStrings(t: Translate): ProvidersStrings {
  return {
    providers: t('Providers'),
    providersOrder: t(
      'When one fails, the next below that is on and a fallback takes its turn. Drag, or Alt+Up and Alt+Down, changes the order.',
    ),
    providersOnlySketch: t('Sketch draws placeholders offline. Add a service to make real pictures.'),
    providersFailed: t('The providers could not be fetched.'),
    providerAdd: t('Add Provider…'),
    providerType: t('Which kind of service?'),
    providersImport: t('Import…'),
    providersExport: t('Export…'),
    providerPriority: t('priority {priority}'),
    providerEnabled: t('On'),
    providerRetry: t('Fallback'),
    providerRetryHelp: t('Fallback when another provider fails'),
    providerDefault: t('Default'),
    providerLastError: t('Last error: {error}'),
    providerTest: t('Test'),
    providerTesting: t('Testing…'),
    providerBalance: t('Balance'),
    providerEdit: t('Edit…'),
    providerUp: t('Move Up'),
    providerDown: t('Move Down'),
    providerPlace: t('{name} is number {place} of {count} now.'),
    providerMove: t('Move {name}'),
    providerDuplicate: t('Duplicate'),
    providerRemove: t('Remove'),
    providerRemoved: t('“{name}” is removed. Its pictures and their history stay.'),
    providerWrong: t('has an error and is not used'),
    providerSettings: t('Open Settings'),
    providerMore: t('More settings'),
    providerUsual: t('default: {value}'),
    providerSave: t('Save'),
    providerSaveTest: t('Save and Test'),
    providerAddTest: t('Add and Test'),
    providerNeeded: t('needed'),
    secretSet: t('set'),
    secretUnset: t('not set'),
    secretKeep: t('leave empty to keep the stored one'),
    secretForget: t('Delete the stored one'),
    secretForgotten: t('The stored one is deleted when you save.'),
    providerHeld: t('What you changed is not saved yet.'),
    providerDiscard: t('Discard'),
    secretBound: t('kept encrypted, sent only to {address}'),
    secretOtherHost: t(
      'The stored one belongs to {address} and is not sent elsewhere: enter the one for the new address.',
    ),
  };
}
