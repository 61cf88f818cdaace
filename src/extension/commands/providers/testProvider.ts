/** Test Provider: sends a test request and shows the result. */
import type { ExtensionServices } from '../../platform/services';
import { showThrown } from '../../notifications/messages';
import { chooseProvider } from '../../quickInput/providerPick';
import { runProviderTest } from '../../providers/providerTest';
import { t } from '../../platform/translate';

/** @returns Whether the provider works; undefined if the user dismissed the selection. */
export async function testProvider(services: ExtensionServices, value?: unknown): Promise<boolean | undefined> {
  try {
    const easel = await services.engine.get();
    const provider = await chooseProvider(easel, value, { title: t('Test Provider') });
    return provider && (await runProviderTest(easel, provider));
  } catch (thrown) {
    await showThrown(thrown);
    return undefined;
  }
}
