/** The draft of a request, which all entry points create and from which the jobs are started. */
import type { Easel } from '../../engine/surface/easel';
import type { ImageRequestInput, JsonObject, ReferenceImage } from '../../shared/model/jobs';
import type { Estimate } from '../../shared/model/money';
import type { Charge } from '../messages/money';
import type { Choices } from '../parameters/parameters';
import { nearestRatio } from '../workspaceImages/imageFiles';
import { effortOf, kindFor, type RequestSize } from './callEstimate';
import type { ResultPlacement } from './destinations';
import type { ModelSelection } from './providerSelection';

/** The parts of a draft that determine its number of calls. The images need not have been read: only their number matters. */
export interface RequestOutline {
  selection: ModelSelection;
  choices: Choices;
  /** One or more. */
  prompts: readonly string[];
  /** The images to edit, each on its own; empty for new images. */
  images: readonly unknown[];
  /** Reference images of every edit. */
  references: readonly unknown[];
}

export interface RequestDraft extends RequestOutline {
  images: readonly ReferenceImage[];
  references: readonly ReferenceImage[];
  /** The area of the first image that may change. */
  mask?: ReferenceImage;
  /** Provider-specific options. */
  options?: JsonObject;
  placement: ResultPlacement;
}

/** The requests for one image, or for new images: one for each prompt, or one for all prompts. */
export function imageRequestsOf(draft: RequestDraft, image?: ReferenceImage): ImageRequestInput[] {
  const { choices, prompts, options, mask } = draft;
  const kind = kindFor(sizeOf(draft), draft.selection.limitsByKind);
  const common = {
    ...choices,
    ...ratioOfOriginal(draft, image),
    ...(options ? { options } : {}),
    ...(kind === 'generate' ? {} : { references: [...(image ? [image] : []), ...draft.references] }),
    ...(mask ? { mask } : {}),
  };
  return kind === 'batch'
    ? [{ ...common, kind, prompt: prompts[0] ?? '', prompts: [...prompts] }]
    : prompts.map((prompt) => ({ ...common, kind, prompt }));
}

/** The ratio closest to the original's shape; without it, the model would use its default ratio. */
function ratioOfOriginal({ selection, choices }: RequestDraft, image?: ReferenceImage): { aspectRatio?: string } {
  const { ratios } = selection.limits;
  if (selection.purpose === 'generate' || !image || !ratios) return {};
  if (choices.aspectRatio !== undefined || choices.size || ratios[0] === 'auto') return {};
  const aspectRatio = ratios.includes('auto') ? 'auto' : nearestRatio(ratios, image);
  return aspectRatio === undefined ? {} : { aspectRatio };
}

function sizeOf({ images, prompts, choices, references }: RequestOutline): RequestSize {
  return { images: images.length, prompts, count: choices.count ?? 1, references: references.length };
}

/** Number of calls and price of one. */
export function effortOfDraft(easel: Easel, outline: RequestOutline): Charge {
  const { provider, limitsByKind } = outline.selection;
  const size = sizeOf(outline);
  const price = easel.spending.price(provider.config.id, kindFor(size, limitsByKind), outline.choices.model);
  return { ...effortOf(size, limitsByKind), ...(price === undefined ? {} : { price }) };
}

/**
 * Estimated cost, and whether it would exceed a cap.
 * @throws EaselError `unsupported`, `settings`.
 */
export function estimateDraft(easel: Easel, outline: RequestOutline): Estimate {
  const { selection, choices, prompts, images } = outline;
  const kind = kindFor(sizeOf(outline), selection.limitsByKind);
  const [prompt = ''] = prompts;
  const times = Math.max(1, images.length) * (kind === 'batch' ? 1 : prompts.length);
  const batch = kind === 'batch' ? { prompts: [...prompts] } : {};
  const options = { providerId: selection.provider.config.id, times };
  return easel.spending.estimate({ ...choices, ...batch, kind, prompt }, options);
}
