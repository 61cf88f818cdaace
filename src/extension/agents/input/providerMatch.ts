/** Which provider a model means, and what it may choose there. */
import type { Easel } from '../../../engine/surface/easel';
import type { KindLimits } from '../../../engine/surface/providers';
import type { Choices } from '../../parameters/parameters';
import type { Purpose } from '../../platform/userState';
import { findByName } from '../../providers/providerNames';
import {
  selectionOf,
  selectProvider,
  type ModelSelection,
  type SelectionContext,
} from '../../requests/providerSelection';
import { isSameFormat } from '../../workspaceImages/imageFiles';

/** The id of the provider that was named by id, name or type; what is none of them stays, to be told so. */
function providerIdOf(easel: Easel, wanted: string | undefined): string | undefined {
  if (wanted === undefined) return undefined;
  const low = wanted.toLowerCase();
  const all = easel.providers.list();
  const found =
    all.find(({ config }) => config.id === wanted) ??
    all.find(({ config }) => config.name.toLowerCase() === low) ??
    all.find(({ config }) => config.type === low && config.enabled) ??
    findByName(all, low);
  return found?.config.id ?? wanted;
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
