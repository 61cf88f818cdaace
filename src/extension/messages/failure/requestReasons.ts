/** What was asked for, and pictures that go with it. */
import type { FailureReason } from '../../../shared/model/failure';
import { parameterLabel } from '../parameters';
import { words, type Words } from './facts';

export const requestReasons = {
  'ratio-unknown': ({ t, who, value }) =>
    words(
      t('{who} does not make pictures in {ratio}. It takes {allowed}.', {
        who,
        ratio: value('ratio'),
        allowed: value('allowed'),
      }),
      'change-prompt',
    ),
  'value-out-of-range': ({ t, who, value }) =>
    words(
      t('{who} does not take {value} for “{name}”. It takes {allowed}.', {
        who,
        name: parameterLabel(value('name'), t),
        value: value('value'),
        allowed: value('allowed'),
      }),
      'change-prompt',
    ),
  'prompt-missing': ({ t }) => words(t('A prompt is missing: say what the picture should show.'), 'change-prompt'),
  'prompt-too-long': ({ t, who, value }) =>
    words(
      t('The prompt has {length} characters; {who} takes at most {max}.', {
        who,
        length: value('length'),
        max: value('max'),
      }),
      'change-prompt',
    ),
  'prompt-has-separator': ({ t, who, value }) =>
    words(
      t('A prompt of a batch may not have “{separator}” in it: {who} divides prompts there.', {
        who,
        separator: value('separator'),
      }),
      'change-prompt',
    ),
  'image-type': ({ t, who, value }) =>
    words(
      t('{who} does not take {name} ({type}). It takes {allowed}.', {
        who,
        name: value('name'),
        type: value('type'),
        allowed: value('allowed'),
      }),
    ),
  'image-too-big': ({ t, who, value }) =>
    words(
      t('{name} has {size}; {who} takes at most {max}.', {
        who,
        name: value('name'),
        size: megabytes(value('size')),
        max: megabytes(value('max')),
      }),
    ),
  'upload-too-big': ({ t, who, mark }) =>
    words(
      t('{who} does not take so much at once{mark}. Fewer or smaller pictures may pass.', { who, mark }),
      'open-log',
    ),
  'image-count': ({ t, who, value }) =>
    words(
      t('{who} takes {min} to {max} pictures here, not {count}.', {
        who,
        min: value('min'),
        max: value('max'),
        count: value('count'),
      }),
    ),
  'image-missing': ({ t }) =>
    words(t("The picture's file is gone from Easel's store. It has to be made again."), 'again', 'open-log'),
} satisfies Partial<Record<FailureReason, Words>>;

function megabytes(bytes: string): string {
  const size = Number(bytes);
  return Number.isFinite(size) ? `${(size / 1_000_000).toFixed(1)} MB` : bytes;
}
