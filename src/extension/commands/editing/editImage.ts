/** Edit Image: applies one prompt to each of the selected images. */
import type { ExtensionServices } from '../../platform/services';
import { askEdit } from '../../requests/editing/askEdit';
import { firstDraft } from '../../requests/editing/draft';
import { runEdit } from '../../requests/editing/runEdit';
import { t } from '../../platform/translate';

/**
 * @param value URI of the clicked file, or {@link EditArguments}.
 * @param more URIs of the selection.
 * @returns IDs of the jobs; undefined if the user dismissed a step.
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
