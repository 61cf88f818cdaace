/** Undo Replacing an Original: also when its message is long gone. */
import type { ExtensionServices } from '../../platform/services';
import { showThrown } from '../../notifications/messages';

/** @returns Whether originals were put back. */
export async function undoReplace({ engine, userState }: ExtensionServices): Promise<boolean> {
  try {
    const { undoReplacement } = await import('../../workspaceImages/replaceOriginal');
    return await undoReplacement({ easel: await engine.get(), userState });
  } catch (thrown) {
    await showThrown(thrown);
    return false;
  }
}
