/** What every entry point fills and hands on: the one form of a request before it is jobs. */
import type { Easel } from '../../engine/surface/easel';
import type { ImageRequestInput, JsonObject, ReferenceImage } from '../../shared/model/jobs';
import type { Estimate } from '../../shared/model/money';
import type { Charge } from '../messages/money';
import type { Choices } from '../parameters/parameters';
import { nearestRatio } from '../workspaceImages/imageFiles';
import { effortOf, kindFor, type RequestSize } from './callEstimate';
import type { ResultPlacement } from './destinations';
import type { ModelSelection } from './providerSelection';

/** What decides how many calls a request comes to. The images may not have been read yet: only their number counts. */
export interface RequestOutline {
  selection: ModelSelection;
  choices: Choices;
  /** One or more. */
  prompts: readonly string[];
  /** The images to be edited, each for itself; none for new images. */
  images: readonly unknown[];
  /** What every edit looks at beside its own image. */
  references: readonly unknown[];
}

export interface RequestDraft extends RequestOutline {
  images: readonly ReferenceImage[];
  references: readonly ReferenceImage[];
  /** What may change of the first image. */
  mask?: ReferenceImage;
  /** What only this provider knows. */
  options?: JsonObject;
  placement: ResultPlacement;
}

/** The requests of one image, or of new images: one for each prompt, or one for all of them. */
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

/** An edit keeps the shape of its original as far as the model can: by default it would take the model's own. */
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

/** How many calls it comes to, and what one costs. */
export function effortOfDraft(easel: Easel, outline: RequestOutline): Charge {
  const { provider, limitsByKind } = outline.selection;
  const size = sizeOf(outline);
  const price = easel.spending.price(provider.config.id, kindFor(size, limitsByKind), outline.choices.model);
  return { ...effortOf(size, limitsByKind), ...(price === undefined ? {} : { price }) };
}

/**
 * What it would come to, and whether a cap is in the way.
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
