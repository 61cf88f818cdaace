/** Undo Replace Original: works after the notification was closed, too. */
import type { ExtensionServices } from '../../platform/services';
import { showThrown } from '../../notifications/messages';

/** @returns Whether originals were restored. */
export async function undoReplace({ engine, userState }: ExtensionServices): Promise<boolean> {
  try {
    const { undoReplacement } = await import('../../workspaceImages/replaceOriginal');
    return await undoReplacement({ easel: await engine.get(), userState });
  } catch (thrown) {
    await showThrown(thrown);
    return false;
  }
}
