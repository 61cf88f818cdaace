/** Make Variations: generates several similar versions of an image. */
import type { ExtensionServices } from '../../platform/services';
import { askEdit } from '../../requests/editing/askEdit';
import { askVariations, defaultVariations } from '../../requests/editing/askVariations';
import { firstDraft, takeDetour, type EditDraft, type EditContext } from '../../requests/editing/draft';
import { runEdit } from '../../requests/editing/runEdit';
import { t } from '../../platform/translate';

/** As {@link editImage}; with a prompt or a count, nothing is asked. */
export function makeVariations(
  services: ExtensionServices,
  value?: unknown,
  more?: unknown,
): Promise<string[] | undefined> {
  const title = t('Make Variations');
  return runEdit(services, { command: 'easel.makeVariations', title, value, more }, async (context, asked) => {
    const { given, sources } = asked;
    const first = await firstDraft(context, given, sources.images);
    if (!first) return undefined;
    // Services require a prompt, even for variations.
    const text = first.text === '' ? t('A variation of this image') : first.text;
    const count = given.count ?? defaultVariations;
    const start = { ...first, text, choices: { ...first.choices, count } };
    const isDecided = given.prompt !== undefined || given.count !== undefined;
    const draft = isDecided ? start : await ask(context, start);
    return draft && { draft, prompts: [draft.text.trim()], suffix: 'variation' };
  });
}

async function ask(context: EditContext, first: EditDraft): Promise<EditDraft | undefined> {
  let draft = first;
  for (;;) {
    const answer = await askVariations(context.easel, draft);
    if (!answer) return undefined;
    const choices = { ...draft.choices, count: answer.count };
    draft = { ...draft, choices };
    if (answer.action === 'start') return draft;
    if (answer.action === 'prompt') return askEdit(context, draft, t('Make Variations'));
    draft = await takeDetour(context, draft, answer.action);
  }
}
