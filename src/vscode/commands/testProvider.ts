/** Test Provider: a real check, and its result in words. */
import type { Doors } from '../doors';
import { showThrown } from '../messages';
import { chooseProvider } from '../providerPick';
import { testBeforeEyes } from '../providerTest';
import { t } from '../translate';

/** @returns Whether the provider works; undefined when the person left. */
export async function testProvider(doors: Doors, value?: unknown): Promise<boolean | undefined> {
  try {
    const easel = await doors.engine.get();
    const provider = await chooseProvider(easel, value, { title: t('Test Provider') });
    return provider && (await testBeforeEyes(easel, provider));
  } catch (thrown) {
    await showThrown(thrown);
    return undefined;
  }
}
