/** Which provider a model means, and what it may choose there. */
import type { Easel } from '../../engine/surface/easel';
import type { KindLimits } from '../../providers/contract/model';
import type { Choices } from '../parameters/parameters';
import type { Purpose } from '../platform/userState';
import { selectionOf, selectProvider, type ModelSelection, type SelectionContext } from '../requests/providerSelection';
import { isSameFormat } from '../workspaceImages/imageFiles';

/** The id of the provider that was named by id, name or type; what is none of them stays, to be told so. */
function providerIdOf(easel: Easel, wanted: string | undefined): string | undefined {
  if (wanted === undefined) return undefined;
  const low = wanted.toLowerCase();
  const all = easel.providers.list().map(({ config }) => config);
  const found =
    all.find(({ id }) => id === wanted) ??
    all.find(({ name }) => name.toLowerCase() === low) ??
    all.find(({ type, enabled }) => type === low && enabled);
  return found?.id ?? wanted;
}

/** The selection for what a model asked for: with a model of that provider, where it named one. */
export function selectForTool(
  context: SelectionContext,
  purpose: Purpose,
  { provider, model }: { provider: string | undefined; model: string | undefined },
): ModelSelection {
  const selection = selectProvider(context, purpose, providerIdOf(context.easel, provider));
  return model === undefined ? selection : selectionOf(context.easel, selection.provider, { purpose, model });
}

/** The choices with the file format that the path asks for, where the model can make it. */
export function withFormat(choices: Choices, limits: KindLimits, extension: string | undefined): Choices {
  if (extension === undefined || choices.outputFormat !== undefined) return choices;
  const outputFormat = limits.outputFormats?.find((format) => isSameFormat(format, extension));
  return outputFormat === undefined ? choices : { ...choices, outputFormat };
}
