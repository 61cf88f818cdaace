/** `#generateImage`: new pictures from words. */
import type { Easel } from '../../engine/domain/easel';
import { toolWaitSeconds } from '../platform/settings';
import { targetFor, targetOf, type Target } from '../requests/providerSelection';
import { t } from '../platform/translate';
import { shortened } from '../messages/jobs';
import { effortWords } from '../messages/edits';
import { payOf } from '../messages/money';
import { countWords, shapeWords } from '../messages/promptLine';
import { answerOf, failedResult, resultOf } from './answer';
import { capNotes, confirmationOf, type Confirmation } from './confirmation';
import { parseGenerateInput, type GenerateInput } from './input';
import { placeFor, type ToolPlace } from './paths';
import { providerIdOf, withFormat } from './providerMatch';
import { preparedBadly, stoppedBefore } from './refused';
import type { Tool, ToolDoors } from './tool';
import { waitForJobs } from './waitForJobs';

export const generateImage: Tool = {
  async prepare(doors, value) {
    const input = preparedBadly(() => parseGenerateInput(value));
    return input ? confirmationOf(input.prompt, () => confirmation(doors, input)) : {};
  },

  async invoke(doors, value, token) {
    const input = parseGenerateInput(value);
    if (token.isCancellationRequested) return resultOf(stoppedBefore());
    try {
      const place = await placeFor(input.path, 'generate');
      const easel = await doors.engine.get();
      const target = targetOfInput(doors, easel, input);
      const { id } = target.provider.config;
      const choices = withFormat(input.choices, target.limits, place.extension);
      const wish = { ...choices, kind: 'generate' as const, prompt: input.prompt };
      const jobIds = await easel.start(wish, { providerId: id, destination: place.destination ?? {} });
      doors.log.info(`Tool generateImage: started ${jobIds.join(', ')}`);
      const waited = await waitForJobs({ easel, clock: doors.clock }, jobIds, {
        limit: toolWaitSeconds() * 1000,
        token,
      });
      return await answerOf({ doors, easel, ...notesOf(place) }, waited);
    } catch (thrown) {
      return failedResult(thrown);
    }
  },
};

async function confirmation(doors: ToolDoors, input: GenerateInput): Promise<Confirmation> {
  const place = await placeFor(input.path, 'generate');
  const easel = await doors.engine.get();
  const target = targetOfInput(doors, easel, input);
  const { id: providerId, name: providerName } = target.provider.config;
  const { choices, prompt } = input;
  const estimate = easel.estimate({ ...choices, kind: 'generate', prompt }, { providerId });
  const count = choices.count ?? 1;
  const [defaultRatio] = target.limits.ratios ?? [];
  const values = { provider: providerName, pictures: countWords(count, t), prompt: shortened(prompt, 60) };
  return {
    title: t('Generate {pictures} with {provider}?', values),
    running: t('Generating {pictures} with {provider}: {prompt}', values),
    asked: {
      prompt,
      names: [],
      providerName,
      shape: shapeWords({ choices, ...(defaultRatio === undefined ? {} : { defaultRatio }) }),
      effort: effortWords(payOf(estimate), t),
      where: place.shown,
      notes: [...place.notes, ...capNotes(estimate)],
    },
  };
}

function targetOfInput({ memory }: ToolDoors, easel: Easel, { provider, choices }: GenerateInput): Target {
  const target = targetFor(easel, memory, providerIdOf(easel, provider));
  return choices.model === undefined ? target : targetOf(easel, target.provider, choices);
}

function notesOf({ notes, extension }: ToolPlace): { notes: string[]; extension?: string } {
  return { notes, ...(extension === undefined ? {} : { extension }) };
}
