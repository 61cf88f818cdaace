/** Sentences about a request: its prompt, its parameters and its input images. */
import type { FailureReason } from '../../../shared/model/failure';
import { parameterLabel } from '../parameters';
import { wordingWithCode, wording, type MakeWording } from './facts';

export const requestReasons = {
  'ratio-unknown': ({ t, who, value }) =>
    wording(
      t("{who} doesn't support the aspect ratio {ratio}. Supported: {allowed}.", {
        who,
        ratio: value('ratio'),
        allowed: value('allowed'),
      }),
      'change-prompt',
    ),
  'value-out-of-range': ({ t, who, value }) =>
    wording(
      t('{who} doesn\'t support {value} for "{name}". Supported: {allowed}.', {
        who,
        name: parameterLabel(value('name'), t),
        value: value('value'),
        allowed: value('allowed'),
      }),
      'change-prompt',
    ),
  'count-in-options': ({ t, value }) =>
    wording(
      t('Remove "{field}" from the options. Easel sets the number of images itself so that your caps hold.', {
        field: value('field'),
      }),
      'change-prompt',
    ),
  'prompt-missing': ({ t }) => wording(t('Enter a prompt that describes the image.'), 'change-prompt'),
  'prompt-too-long': ({ t, who, value }) =>
    wording(
      t('The prompt has {length} characters. {who} accepts up to {max}.', {
        who,
        length: value('length'),
        max: value('max'),
      }),
      'change-prompt',
    ),
  'prompt-has-separator': ({ t, who, value }) =>
    wording(
      t('A batch prompt can\'t contain "{separator}" because {who} uses it to separate prompts.', {
        who,
        separator: value('separator'),
      }),
      'change-prompt',
    ),
  'image-type': ({ t, who, value }) =>
    wording(
      t("{who} doesn't accept {name} ({type}). Supported: {allowed}.", {
        who,
        name: value('name'),
        type: value('type'),
        allowed: value('allowed'),
      }),
    ),
  'image-too-big': ({ t, who, value }) =>
    wording(
      t('{name} is {size}. {who} accepts up to {max}.', {
        who,
        name: value('name'),
        size: megabytes(value('size')),
        max: megabytes(value('max')),
      }),
    ),
  'upload-too-big': ({ t, who }) =>
    wordingWithCode(t('The request is too large for {who}. Use fewer or smaller images.', { who }), 'open-log'),
  'image-count': ({ t, who, value }) =>
    wording(
      t('{who} accepts {min} to {max} images here, not {count}.', {
        who,
        min: value('min'),
        max: value('max'),
        count: value('count'),
      }),
    ),
  'image-missing': ({ t }) =>
    wording(t("The image file is missing from Easel's storage. Generate the image again."), 'again', 'open-log'),
} satisfies Partial<Record<FailureReason, MakeWording>>;

function megabytes(bytes: string): string {
  const size = Number(bytes);
  return Number.isFinite(size) ? `${(size / 1_000_000).toFixed(1)} MB` : bytes;
}
