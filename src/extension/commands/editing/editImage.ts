/** Edit Image…: one prompt for the pictures of the menu, each edited for itself. */
import type { ExtensionServices } from '../../platform/services';
import { askEdit } from '../../requests/editing/askEdit';
import { firstDraft } from '../../requests/editing/draft';
import { runEdit } from '../../requests/editing/runEdit';
import { t } from '../../platform/translate';

/**
 * @param value URI of what was clicked, or {@link EditArguments}.
 * @param more URIs of everything that is selected.
 * @returns The ids of the jobs; undefined when the person left.
 */
export function editImage(services: ExtensionServices, value?: unknown, more?: unknown): Promise<string[] | undefined> {
  return runEdit(
    services,
    { command: 'easel.editImage', title: t('Edit Image'), value, more },
    async (context, asked) => {
      const { given, sources } = asked;
      const first = await firstDraft(context, given, sources.images);
      if (!first) return undefined;
      const draft = given.prompt === undefined ? await askEdit(context, first, t('Edit Image')) : first;
      return draft && { draft, prompts: [draft.text.trim()], suffix: 'edit' };
    },
  );
}
