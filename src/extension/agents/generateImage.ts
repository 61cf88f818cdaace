/** `#generateImage`: new pictures from words. */
import type { Easel } from '../../engine/surface/easel';
import { toolWaitSeconds } from '../platform/settings';
import { targetFor, targetOf, type Target } from '../requests/providerSelection';
import { t } from '../platform/translate';
import { truncate } from '../messages/jobs';
import { formatEffort } from '../messages/edits';
import { payOf } from '../messages/money';
import { formatCount, formatShape } from '../messages/promptLine';
import { answerOf, failedResult, resultOf } from './answer';
import { capNotes, confirmationOf, type Confirmation } from './confirmation';
import { parseGenerateInput, type GenerateInput } from './input';
import { placeFor, type ToolPlace } from './paths';
import { providerIdOf, withFormat } from './providerMatch';
import { rejectedInput, stoppedMessage } from './refused';
import type { Tool, ToolServices } from './tool';
import { waitForJobs } from './waitForJobs';

export const generateImage: Tool = {
  async prepare(services, value) {
    const input = rejectedInput(() => parseGenerateInput(value));
    return input ? confirmationOf(input.prompt, () => confirmation(services, input)) : {};
  },

  async invoke(services, value, token) {
    const input = parseGenerateInput(value);
    if (token.isCancellationRequested) return resultOf(stoppedMessage());
    try {
      const place = await placeFor(input.path, 'generate');
      const easel = await services.engine.get();
      const target = targetOfInput(services, easel, input);
      const { id } = target.provider.config;
      const choices = withFormat(input.choices, target.limits, place.extension);
      const imageRequest = { ...choices, kind: 'generate' as const, prompt: input.prompt };
      const jobIds = await easel.jobs.start(imageRequest, { providerId: id, destination: place.destination ?? {} });
      services.log.info(`Tool generateImage: started ${jobIds.join(', ')}`);
      const waited = await waitForJobs({ easel, clock: services.clock }, jobIds, {
        limit: toolWaitSeconds() * 1000,
        token,
      });
      return await answerOf({ services, easel, ...notesOf(place) }, waited);
    } catch (thrown) {
      return failedResult(thrown);
    }
  },
};

async function confirmation(services: ToolServices, input: GenerateInput): Promise<Confirmation> {
  const place = await placeFor(input.path, 'generate');
  const easel = await services.engine.get();
  const target = targetOfInput(services, easel, input);
  const { id: providerId, name: providerName } = target.provider.config;
  const { choices, prompt } = input;
  const estimate = easel.spending.estimate({ ...choices, kind: 'generate', prompt }, { providerId });
  const count = choices.count ?? 1;
  const [defaultRatio] = target.limits.ratios ?? [];
  const values = { provider: providerName, pictures: formatCount(count, t), prompt: truncate(prompt, 60) };
  return {
    title: t('Generate {pictures} with {provider}?', values),
    running: t('Generating {pictures} with {provider}: {prompt}', values),
    asked: {
      prompt,
      names: [],
      providerName,
      shape: formatShape({ choices, ...(defaultRatio === undefined ? {} : { defaultRatio }) }),
      effort: formatEffort(payOf(estimate), t),
      where: place.shown,
      notes: [...place.notes, ...capNotes(estimate)],
    },
  };
}

function targetOfInput({ userState }: ToolServices, easel: Easel, { provider, choices }: GenerateInput): Target {
  const target = targetFor(easel, userState, providerIdOf(easel, provider));
  return choices.model === undefined ? target : targetOf(easel, target.provider, choices);
}

function notesOf({ notes, extension }: ToolPlace): { notes: string[]; extension?: string } {
  return { notes, ...(extension === undefined ? {} : { extension }) };
}
