/** The input box for an edit, with the names of the images below it. */
import { askPrompt } from '../../quickInput/promptInput';
import { t } from '../../platform/translate';
import { missingSecretOf } from '../changeSelection';
import { detoursOf, lineOfDraft, takeDetour, type EditDraft, type EditContext } from './draft';

/** Shows the input box until Enter or Escape; undefined if it was dismissed. */
export async function askEdit(context: EditContext, first: EditDraft, title: string): Promise<EditDraft | undefined> {
  let draft = first;
  // A text from the command's arguments is selected, so that typing replaces it.
  let isSelected = draft.text !== '';
  for (;;) {
    const { promptLength } = draft.selection.limits;
    const answer = await askPrompt({
      text: draft.text,
      isSelected,
      line: lineOfDraft(context.easel, draft),
      ...missingSecretOf(draft),
      ...(promptLength === undefined ? {} : { maxLength: promptLength }),
      labels: {
        title,
        placeholder:
          draft.images.length === 1 ? t('Describe what to change') : t('Describe what to change in each image'),
        missing: t('Enter a prompt that describes the change.'),
      },
      hasReferences: detoursOf(draft).includes('references'),
    });
    if (!answer) return undefined;
    draft = { ...draft, text: answer.text };
    isSelected = false;
    if (answer.action === 'start') return draft;
    draft = await takeDetour(context, draft, answer.action);
  }
}
