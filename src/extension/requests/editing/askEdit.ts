/** The one input of an edit: the same as that of a new picture, with the pictures named under it. */
import { askPrompt } from '../../quickInput/promptInput';
import { t } from '../../platform/translate';
import { detoursOf, lineOfDraft, takeDetour, type EditDraft, type EditContext } from './draft';

/** Asks until Enter or Escape; undefined: the person left. */
export async function askEdit(context: EditContext, first: EditDraft, title: string): Promise<EditDraft | undefined> {
  let draft = first;
  // What came with the command is ready to be typed over; what the person typed is not.
  let isSelected = draft.text !== '';
  for (;;) {
    const { promptLength } = draft.selection.limits;
    const answer = await askPrompt({
      text: draft.text,
      isSelected,
      line: lineOfDraft(context.easel, draft),
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
