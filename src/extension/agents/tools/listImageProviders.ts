/** `#imageProviders`: lists the providers with the models, ratios and sizes that they support. */
import type { Easel } from '../../../engine/surface/easel';
import type { ProviderView } from '../../../engine/surface/providers';
import { enteredSecrets } from '../../quickInput/secretInput';
import { selectProvider } from '../../requests/providerSelection';
import { t } from '../../platform/translate';
import { providerAnswer } from '../answers/providerAnswer';
import { failedResult, textResult } from '../answers/answer';
import type { Tool, ToolServices } from '../tool';

export const listImageProviders: Tool = {
  prepare: () => Promise.resolve({ invocationMessage: t('Checking image providers') }),

  async invoke(services) {
    try {
      const easel = await services.engine.get();
      const enabled = easel.providers.list().filter(({ config }) => config.enabled);
      const defaultId = defaultProviderId(services, easel);
      const lines: string[] = [];
      for (const provider of enabled) lines.push(await describe(easel, provider, defaultId));
      return textResult(lines.length > 0 ? lines.join('\n') : t('No provider is enabled.'));
    } catch (thrown) {
      return failedResult(thrown);
    }
  },
};

function defaultProviderId({ userState }: ToolServices, easel: Easel): string | undefined {
  try {
    return selectProvider({ easel, userState }, 'generate').provider.config.id;
  } catch {
    return undefined;
  }
}

async function describe(easel: Easel, provider: ProviderView, defaultId: string | undefined): Promise<string> {
  const { id } = provider.config;
  const generate = easel.providers.limits(id, 'generate');
  const edit = easel.providers.limits(id, 'edit');
  return providerAnswer(
    {
      provider,
      isDefault: id === defaultId,
      isReady: await isReady(easel, provider),
      ...(generate ? { generate } : {}),
      ...(edit ? { edit } : {}),
    },
    t,
  );
}

async function isReady(easel: Easel, provider: ProviderView): Promise<boolean> {
  for (const spec of enteredSecrets(provider.secrets)) {
    if (!spec.optional && !(await easel.providers.hasSecret(provider.config.id, spec.name))) return false;
  }
  return true;
}
