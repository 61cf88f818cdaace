/** Which provider a model means, and what it may choose there. */
import type { Easel } from '../../engine/surface/easel';
import type { KindLimits } from '../../providers/contract/model';
import type { Choices } from '../parameters/choices';
import { isSameFormat } from '../workspaceImages/imageFiles';

/** The id of the provider that was named by id, name or type; what is none of them stays, to be told so. */
export function providerIdOf(easel: Easel, wanted: string | undefined): string | undefined {
  if (wanted === undefined) return undefined;
  const low = wanted.toLowerCase();
  const all = easel.providers.list().map(({ config }) => config);
  const found =
    all.find(({ id }) => id === wanted) ??
    all.find(({ name }) => name.toLowerCase() === low) ??
    all.find(({ type, enabled }) => type === low && enabled);
  return found?.id ?? wanted;
}

/** The choices with the file format that the path asks for, where the model can make it. */
export function withFormat(choices: Choices, limits: KindLimits, extension: string | undefined): Choices {
  if (extension === undefined || choices.outputFormat !== undefined) return choices;
  const outputFormat = limits.outputFormats?.find((format) => isSameFormat(format, extension));
  return outputFormat === undefined ? choices : { ...choices, outputFormat };
}
