/** Paint Mask…: opens the page for a new picture with this one, and the painter over it. */
import type { Doors } from '../platform/services';
import { findSources, urisOf } from '../workspaceImages/sources';
import { keepAll } from '../requests/editing/startEdits';
import { showThrown, tell } from '../notifications/messages';
import { t } from '../platform/translate';
import { leftOutWords } from '../messages/edits';

/** @param value URI of what was clicked. @param more URIs of everything that is selected; the first picture counts. */
export async function paintMask(doors: Doors, value?: unknown, more?: unknown): Promise<void> {
  try {
    const sources = await findSources(urisOf(value, more), t('Paint Mask'));
    sources?.place?.dispose();
    if (!sources) return;
    const { kept, unread } = await keepAll(await doors.engine.get(), sources.pictures.slice(0, 1));
    if (unread.length > 0) void tell(leftOutWords(unread, t), 'warning');
    const [reference] = kept;
    if (reference) await doors.showAdmin({ page: 'create', references: [{ reference }], mask: true });
  } catch (thrown) {
    void showThrown(thrown);
  }
}
