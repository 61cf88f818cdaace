/** Undo Replacing an Original: also when its message is long gone. */
import type { Doors } from '../doors';
import { undoReplacement } from '../editing/replaceOriginal';
import { showThrown } from '../messages';

/** @returns Whether originals were put back. */
export async function undoReplace({ engine, memory }: Doors): Promise<boolean> {
  try {
    return await undoReplacement({ easel: await engine.get(), memory });
  } catch (thrown) {
    await showThrown(thrown);
    return false;
  }
}
