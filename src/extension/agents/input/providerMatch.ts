/** Finds the provider and the parameters that a model asks for. */
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

/**
 * The ID of the provider with this ID, name or type. Anything else is returned unchanged; selecting it fails with a message.
 */
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

/** Selects the requested provider and, if named, the requested model of it. */
export function selectForTool(
  context: SelectionContext,
  purpose: Purpose,
  { provider, model }: { provider: string | undefined; model: string | undefined },
): ModelSelection {
  const selection = selectProvider(context, purpose, providerIdOf(context.easel, provider));
  return model === undefined ? selection : selectionOf(context.easel, selection.provider, { purpose, model });
}

/** The choices with the output format of the path's extension, if the model supports it. */
export function withFormat(choices: Choices, limits: KindLimits, extension: string | undefined): Choices {
  if (extension === undefined || choices.outputFormat !== undefined) return choices;
  const outputFormat = limits.outputFormats?.find((format) => isSameFormat(format, extension));
  return outputFormat === undefined ? choices : { ...choices, outputFormat };
}
