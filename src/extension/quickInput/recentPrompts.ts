/** Quick pick for recent prompts. */
import type { Easel } from '../../engine/surface/easel';
import { pick } from './pick';
import { t } from '../platform/translate';
import { escapeIcons } from '../../shared/format/sanitize';
import { truncate } from '../messages/jobs';

/** Undefined if dismissed. */
export async function pickRecent(easel: Easel): Promise<string | undefined> {
  const items = easel.history
    .recentPrompts(100)
    .map((prompt) => ({ label: escapeIcons(truncate(prompt, 120)), prompt }));
  const placeholder = items.length === 0 ? t('No recent prompts') : t('Select a prompt to use or edit');
  const picked = await pick({ title: t('Recent Prompts'), items, placeholder, hasBack: true });
  return picked.kind === 'item' ? picked.item.prompt : undefined;
}
