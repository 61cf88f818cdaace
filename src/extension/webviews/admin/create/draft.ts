/** Resolves a draft of the page: provider, model, parameters and images. */
import type { ProviderView } from '../../../../engine/surface/providers';
import type { CreateDraft, CreateTarget } from '../../../../shared/protocol/pages/create';
import type { ReferenceImage } from '../../../../shared/model/jobs';
import type { Purpose } from '../../../platform/userState';
import type { SelectedChoices } from '../../../requests/changeSelection';
import {
  rememberedChoices,
  rememberedProvider,
  selectionOf,
  type SelectionContext,
} from '../../../requests/providerSelection';
import type { RequestOutline } from '../../../requests/requestDraft';
import { chooseMaskProvider } from '../../../requests/maskProvider';
import { readValues, valuesOf } from './values';

export interface ResolvedDraft {
  purpose: Purpose;
  /** All providers that can be chosen. */
  providers: ProviderView[];
  /** ID of the default provider in the settings. */
  defaultId?: string;
  /** The chosen provider, if it doesn't support this request. */
  unsupporting?: ProviderView;
  references: ReferenceImage[];
  mask?: ReferenceImage;
  /** Undefined if no provider supports the request. */
  selected?: SelectedValues;
  /** What supports the mask, if the selected model doesn't. */
  maskTarget?: MaskTarget;
}

/** What an edit with a mask is sent to. */
export interface MaskTarget {
  /** Name of the provider, or of the model if only that is another one. */
  name: string;
  target: CreateTarget;
}

/** The selected provider and model, and the choices of their parameters. */
export interface SelectedValues extends SelectedChoices {
  /** Typed values that the model does not accept. */
  rejected: Record<string, string>;
}

/** Images that are no longer known are left out: the list of references is limited. */
export function resolveDraft({ easel, userState }: SelectionContext, draft: CreateDraft): ResolvedDraft {
  const references = draft.references.flatMap((hash) => userState.reference(hash) ?? []);
  const mask = draft.mask === undefined ? undefined : userState.reference(draft.mask);
  const makers = easel.providers.capable('generate');
  const editors = easel.providers.capable('edit');
  const all = easel.providers.list().filter((one) => [...makers, ...editors].some(isSame(one)));
  const chosen = all.find(({ config }) => config.id === draft.providerId);
  const isEdit =
    references.length > 0 || (chosen ? !makers.some(isSame(chosen)) : makers.length === 0 && editors.length > 0);
  const purpose: Purpose = isEdit ? 'edit' : 'generate';
  const defaultProvider = easel.providers.default(purpose);
  const isAble = chosen !== undefined && (isEdit ? editors : makers).some(isSame(chosen));
  const provider = isAble ? chosen : (rememberedProvider({ easel, userState }, purpose) ?? defaultProvider?.provider);
  const selected = provider && selectValues({ easel, userState }, { purpose, provider, values: draft.values });
  const isUnused = mask !== undefined && selected !== undefined && selected.selection.limits.mask !== true;
  const target = isUnused ? maskTarget({ easel, userState }, provider) : undefined;
  return {
    purpose,
    providers: references.length > 0 ? editors : all,
    references,
    ...(mask ? { mask } : {}),
    ...(defaultProvider ? { defaultId: defaultProvider.configuredId } : {}),
    ...(chosen && !isAble ? { unsupporting: chosen } : {}),
    ...(selected ? { selected } : {}),
    ...(target ? { maskTarget: target } : {}),
  };
}

/** @param preferred Left out: the provider of the next edit. */
export function maskTarget(context: SelectionContext, preferred?: ProviderView): MaskTarget | undefined {
  const { easel, userState } = context;
  const usual = preferred ?? rememberedProvider(context, 'edit') ?? easel.providers.default('edit')?.provider;
  const found = chooseMaskProvider(context, usual);
  if (!found) return undefined;
  const { provider, model } = found;
  const { id: providerId, name } = provider.config;
  if (model === undefined) return { name, target: { providerId } };
  const selection = selectionOf(easel, provider, { purpose: 'edit', model });
  const values = valuesOf({ ...rememberedChoices(selection, userState), model }, selection.fields);
  return { name: providerId === usual?.config.id ? model : name, target: { providerId, values } };
}

function isSame({ config }: ProviderView): (other: ProviderView) => boolean {
  return (other) => other.config.id === config.id;
}

interface ProviderChoice {
  purpose: Purpose;
  provider: ProviderView;
  values: Record<string, string> | undefined;
}

function selectValues(
  { easel, userState }: SelectionContext,
  { purpose, provider, values }: ProviderChoice,
): SelectedValues {
  const wanted = values ? values['model'] : userState.choices(provider.config.id, purpose).model;
  const isKnown = provider.models.some(
    ({ name, kinds }) => name === wanted && (kinds[purpose] ?? (purpose === 'edit' && kinds.batch)),
  );
  const selection = selectionOf(easel, provider, { purpose, model: isKnown ? wanted : undefined });
  const read = values
    ? readValues(values, selection.fields)
    : { choices: rememberedChoices(selection, userState), rejected: {} };
  return { selection, ...read };
}

/** The request of the page. Of several images, the first is edited and the others are references. */
export function outlineOf(
  { references }: ResolvedDraft,
  { selection, choices }: SelectedValues,
): RequestOutline & {
  images: ReferenceImage[];
  references: ReferenceImage[];
} {
  const isEdit = selection.purpose === 'edit';
  const images = isEdit ? references.slice(0, 1) : [];
  return { selection, choices, images, references: isEdit ? references.slice(1) : [], prompts: ['?'] };
}
