/** Labels of the buttons that a failure offers. */
import type { Failure } from '../../../shared/model/failure';
import type { Translate } from '../../../shared/format/translate';

/** What the user can do about a failure; each becomes a button. */
export type FailureAction =
  | 'set-key'
  | 'set-password'
  | 'set-option'
  | 'edit-provider'
  | 'test-provider'
  | 'choose-provider'
  | 'change-cap'
  | 'add-provider'
  | 'open-settings'
  | 'open-log'
  | 'reload-window'
  | 'change-prompt'
  | 'again'
  | 'look-again'
  | 'keep-waiting'
  | 'save-as';

/**
 * The button's label.
 * @param values Those of the failure.
 */
export function actionLabel(action: FailureAction, t: Translate, values: Failure['values'] = {}): string {
  switch (action) {
    case 'set-key':
      return t('Set Key');
    case 'set-password':
      return t('Set Password');
    case 'set-option':
      return t('Set {option} to {value}', { option: String(values['option']), value: String(values['value']) });
    case 'edit-provider':
      return t('Edit Provider');
    case 'test-provider':
      return t('Test Provider');
    case 'choose-provider':
      return t('Choose Provider');
    case 'change-cap':
      return t('Change Cap');
    case 'add-provider':
      return t('Add Provider');
    case 'open-settings':
      return t('Open Settings');
    case 'open-log':
      return t('Open Log');
    case 'reload-window':
      return t('Reload Window');
    case 'change-prompt':
      return t('Edit Prompt');
    case 'again':
      return t('Try Again');
    case 'look-again':
      return t('Check Again');
    case 'keep-waiting':
      return t('Keep Waiting');
    case 'save-as':
      return t('Save As…');
  }
}
