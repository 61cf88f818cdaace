/** `#generateImage`: generates images from a prompt. */
import { toolWaitSeconds } from '../../platform/settings';
import type { SelectionContext } from '../../requests/providerSelection';
import { estimateDraft, type RequestOutline } from '../../requests/requestDraft';
import { startRequests } from '../../requests/startRequests';
import { t } from '../../platform/translate';
import { truncate } from '../../messages/jobs';
import { formatEffort } from '../../messages/edits';
import { chargeOf } from '../../messages/money';
import { formatShape } from '../../messages/promptLine';
import { jobsResult, failedResult, textResult } from '../answers/answer';
import { capNotes, confirmationOf, type Confirmation } from '../confirmation';
import { parseGenerateInput, type GenerateInput } from '../input/input';
import { outputLocation, type OutputLocation } from '../input/paths';
import { selectForTool, withFormat } from '../input/providerMatch';
import { validInput, canceledMessage } from '../input/validInput';
import type { Tool, ToolServices } from '../tool';
import { waitForJobs } from '../waitForJobs';

export const generateImage: Tool = {
  async prepare(services, value) {
    const input = validInput(() => parseGenerateInput(value));
    return input ? confirmationOf(input.prompt, () => confirmation(services, input)) : {};
  },

  async invoke(services, value, token) {
    const input = parseGenerateInput(value);
    if (token.isCancellationRequested) return textResult(canceledMessage());
    try {
      const location = await outputLocation(input.path, 'generate');
      const easel = await services.engine.get();
      const jobIds = await startRequests(easel, {
        ...outlineOf({ easel, userState: services.userState }, input, location),
        placement: { destination: location.destination ?? {} },
      });
      services.log.info(`Tool generateImage: started ${jobIds.join(', ')}`);
      const waited = await waitForJobs({ easel, clock: services.clock }, jobIds, {
        limit: toolWaitSeconds() * 1000,
        token,
      });
      return await jobsResult({ services, easel, ...notesOf(location) }, waited);
    } catch (thrown) {
      return failedResult(thrown);
    }
  },
};

async function confirmation(services: ToolServices, input: GenerateInput): Promise<Confirmation> {
  const location = await outputLocation(input.path, 'generate');
  const easel = await services.engine.get();
  const outline = outlineOf({ easel, userState: services.userState }, input, location);
  const { selection } = outline;
  const { name: providerName } = selection.provider.config;
  const { choices, prompt } = input;
  const estimate = estimateDraft(easel, outline);
  const count = choices.count ?? 1;
  const [defaultRatio] = selection.limits.ratios ?? [];
  const values = { provider: providerName, count, prompt: truncate(prompt, 60) };
  return {
    title:
      count === 1
        ? t('Generate 1 image with {provider}?', values)
        : t('Generate {count} images with {provider}?', values),
    running:
      count === 1
        ? t('Generating 1 image with {provider}: {prompt}', values)
        : t('Generating {count} images with {provider}: {prompt}', values),
    facts: {
      prompt,
      names: [],
      providerName,
      shape: formatShape({ choices, ...(defaultRatio === undefined ? {} : { defaultRatio }) }),
      effort: formatEffort(chargeOf(estimate), t),
      where: location.shown,
      notes: [...location.notes, ...capNotes(estimate)],
    },
  };
}

function outlineOf(
  context: SelectionContext,
  { provider, choices, prompt }: GenerateInput,
  { extension }: OutputLocation,
): RequestOutline & { images: []; references: [] } {
  const selection = selectForTool(context, 'generate', { provider, model: choices.model });
  const fitted = withFormat(choices, selection.limits, extension);
  return { selection, choices: fitted, prompts: [prompt], images: [], references: [] };
}

function notesOf({ notes, extension }: OutputLocation): { notes: string[]; extension?: string } {
  return { notes, ...(extension === undefined ? {} : { extension }) };
}
