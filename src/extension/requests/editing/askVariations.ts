/** Asks for the number of variations; the prompt can be changed from the same list. */
import * as vscode from 'vscode';
import { detourButtons, type PromptDetour } from '../../quickInput/promptInput';
import { t } from '../../platform/translate';
import { escapeIcons } from '../../../shared/format/sanitize';
import { truncate } from '../../messages/jobs';
import { formatShortEffort } from '../../messages/edits';
import type { Easel } from '../../../engine/surface/easel';
import { effortOfDraft } from '../requestDraft';
import { detoursOf, type EditDraft } from './draft';
import { nameOf } from '../../workspaceImages/sources';

export const defaultVariations = 4;
const offeredCounts = [1, 2, 3, 4, 6, 8];
/** A larger number is most likely a typing error. */
const maxVariations = 20;

interface CountItem extends vscode.QuickPickItem {
  count?: number;
}

export type VariationsAnswer = { action: 'start'; count: number } | { action: 'prompt' | PromptDetour; count: number };

/** Undefined if dismissed. */
export function askVariations(easel: Easel, draft: EditDraft): Promise<VariationsAnswer | undefined> {
  const list = vscode.window.createQuickPick<CountItem>();
  const current = draft.choices.count ?? defaultVariations;
  const detours = detourButtons(detoursOf(draft).filter((detour) => detour !== 'recent'));
  const itemFor = (count: number): CountItem => ({
    label: String(count),
    description: formatShortEffort(
      effortOfDraft(easel, { ...draft, choices: { ...draft.choices, count }, prompts: [draft.text] }),
      t,
    ),
    count,
  });
  const prompt: CountItem = {
    label: `$(edit) ${t('Prompt')}`,
    description: escapeIcons(truncate(draft.text, 120)),
    alwaysShow: true,
  };
  const show = (): void => {
    const typed = /^\d+$/.test(list.value.trim()) ? Number(list.value) : 0;
    const counts = offeredCounts.includes(current)
      ? offeredCounts
      : [...offeredCounts, current].sort((one, other) => one - other);
    const all = typed > 0 && typed <= maxVariations && !counts.includes(typed) ? [typed, ...counts] : counts;
    const items = all.map(itemFor);
    list.items = [...items, { label: '', kind: vscode.QuickPickItemKind.Separator }, prompt];
    const active = items.find((item) => item.count === (typed || current));
    if (active) list.activeItems = [active];
  };
  const [image] = draft.images;
  list.title =
    draft.images.length === 1 && image
      ? t('Make Variations: {name}', { name: nameOf(image) })
      : t('Make Variations: {count} images', { count: draft.images.length });
  list.placeholder = t('Select how many variations to generate with {provider}', {
    provider: draft.selection.provider.config.name,
  });
  list.ignoreFocusOut = true;
  list.buttons = [...detours.keys()];
  show();
  return new Promise((resolve) => {
    const answer = (given: VariationsAnswer): void => {
      resolve(given);
      list.hide();
    };
    list.onDidChangeValue(show);
    list.onDidTriggerButton((button) => {
      const detour = detours.get(button);
      if (detour) answer({ action: detour, count: list.activeItems[0]?.count ?? current });
    });
    list.onDidAccept(() => {
      const [item] = list.selectedItems;
      if (item)
        answer(
          item.count === undefined ? { action: 'prompt', count: current } : { action: 'start', count: item.count },
        );
    });
    list.onDidHide(() => {
      resolve(undefined);
      list.dispose();
    });
    list.show();
  });
}
