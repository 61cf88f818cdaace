/** Undo Replacing an Original: also when its message is long gone. */
import type { Doors } from '../platform/services';
import { showThrown } from '../notifications/messages';

/** @returns Whether originals were put back. */
export async function undoReplace({ engine, memory }: Doors): Promise<boolean> {
  try {
    const { undoReplacement } = await import('../workspaceImages/replaceOriginal');
    return await undoReplacement({ easel: await engine.get(), memory });
  } catch (thrown) {
    await showThrown(thrown);
    return false;
  }
}
