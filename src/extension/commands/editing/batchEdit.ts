/** Batch Edit: applies one or several prompts to one or several images. */
import type { ExtensionServices } from '../../platform/services';
import { askPrompts } from '../../requests/editing/askPrompts';
import { confirmSpending } from '../../requests/editing/confirmSpending';
import {
  detoursOf,
  firstDraft,
  lineOfDraft,
  takeDetour,
  type EditDraft,
  type EditContext,
} from '../../requests/editing/draft';
import { promptsOf } from '../../quickInput/promptLines';
import { runEdit } from '../../requests/editing/runEdit';
import { nameOf } from '../../workspaceImages/sources';
import { t } from '../../platform/translate';

/** Minimum number of calls for which a confirmation is shown if they may cost money. */
const manyCalls = 10;

/** As {@link editImage}. */
export function batchEdit(services: ExtensionServices, value?: unknown, more?: unknown): Promise<string[] | undefined> {
  return runEdit(
    services,
    { command: 'easel.batchEdit', title: t('Batch Edit'), value, more },
    async (context, asked) => {
      const { given, sources } = asked;
      const first = await firstDraft(context, given, sources.images);
      if (!first) return undefined;
      const isDecided = given.prompts !== undefined || given.prompt !== undefined;
      const prompts = given.prompts ?? promptsOf(given.prompt ?? given.draft ?? '');
      const start = { ...first, prompts, text: '' };
      const draft = isDecided ? start : await ask(context, start);
      if (!draft || draft.prompts.length === 0) return undefined;
      const { prompts: chosenPrompts } = draft;
      const consent = isDecided
        ? 'unasked'
        : await confirmSpending(context.easel, draft, { prompts: chosenPrompts, from: manyCalls });
      if (consent === 'no') return undefined;
      return {
        draft,
        prompts: chosenPrompts,
        suffix: 'edit',
        ...(consent === 'asked' ? { agreed: 'cost-agreed' as const } : {}),
      };
    },
  );
}

async function ask(context: EditContext, first: EditDraft): Promise<EditDraft | undefined> {
  let draft = first;
  for (;;) {
    const now = draft;
    const { promptLength } = draft.selection.limits;
    const [image] = draft.images;
    const answer = await askPrompts({
      title:
        draft.images.length === 1 && image
          ? t('Batch Edit: {name}', { name: nameOf(image) })
          : t('Batch Edit: {count} images', { count: draft.images.length }),
      prompts: draft.prompts,
      text: draft.text,
      detours: detoursOf(draft),
      ...(promptLength === undefined ? {} : { maxLength: promptLength }),
      line: (prompts) => lineOfDraft(context.easel, now, prompts),
    });
    if (!answer) return undefined;
    draft = { ...draft, prompts: answer.prompts, text: answer.text };
    if (answer.action === 'start') return draft;
    draft = await takeDetour(context, draft, answer.action);
  }
}
