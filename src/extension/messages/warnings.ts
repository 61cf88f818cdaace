/** Words the warnings of a job: what doesn't match the request, what was changed before it was sent, what it cost. Pure. */
import { differenceOf, figuresOf } from '../../shared/model/comparison';
import type { JobView, Warning } from '../../shared/model/jobs';
import { formatList, nameAndText } from '../../shared/format/sentences';
import type { Translate } from '../../shared/format/translate';
import { passedCapMessage } from './money';
import { parameterLabel } from './parameters';

/** `Aspect ratio: requested 16:9, got 1024 × 1024 (1:1)`; undefined for warnings that are shown together or elsewhere. */
export function warningMessage(warning: Warning, t: Translate): string | undefined {
  switch (warning.code) {
    case 'mismatch':
      return mismatchMessage(warning, t);
    case 'adjusted':
      return adjustmentMessage(warning, t);
    case 'over-cap':
      return passedCapMessage(warning.subject === 'month' ? 'month' : 'day', t);
    case 'dearer': {
      const [expected, now = ''] = sidesOf(warning);
      const values = { provider: warning.subject, now, expected };
      return t('Fell back to {provider}, which costs more: {now} instead of {expected}', values);
    }
    case 'provider':
    case 'unsupported':
    case 'not-delivered':
      return undefined;
  }
}

/** Any warning by itself, for a list of all of them. */
export function singleWarningMessage(warning: Warning, { providerName }: JobView, t: Translate): string {
  const { code, subject, detail = '' } = warning;
  switch (code) {
    case 'unsupported':
      return unsupportedMessage([warning], providerName, t);
    case 'not-delivered':
      return t('Not saved to {folder}', { folder: subject });
    case 'provider':
      return nameAndText(providerName, providerMessage(warning, t), t);
    default:
      return warningMessage(warning, t) ?? nameAndText(parameterLabel(subject, t), detail, t);
  }
}

/** Parameters that the provider left out, in one message. */
export function unsupportedMessage(warnings: readonly Warning[], provider: string, t: Translate): string {
  const names = new Set(warnings.map(({ subject }) => parameterLabel(subject, t)));
  return t('Not supported by {provider}: {names}', { provider, names: formatList([...names], t) });
}

function mismatchMessage(warning: Warning, t: Translate): string {
  const name = parameterLabel(warning.subject, t);
  const difference = differenceOf(warning);
  if (difference?.subject === 'background') {
    return t('{name}: requested transparent, got opaque', { name });
  }
  if (difference) {
    const { requested, actual } = figuresOf(difference);
    return t('{name}: requested {asked}, got {came}', { name, asked: requested, came: actual });
  }
  const [asked, came] = sidesOf(warning);
  return came === undefined
    ? t("{name} doesn't match the request", { name })
    : t('{name}: requested {asked}, got {came}', { name, asked, came });
}

function adjustmentMessage(warning: Warning, t: Translate): string {
  const name = parameterLabel(warning.subject, t);
  const [asked, sent] = sidesOf(warning);
  if (asked === 'transparent' && sent === 'white') {
    return t('{name}: the transparent background was replaced with white', { name });
  }
  const [, parts] = /^svg \+ (.+)$/u.exec(asked) ?? [];
  if (parts !== undefined) return t('{name}: removed from the SVG before sending: {parts}', { name, parts });
  if (sent !== undefined) return t('{name}: {asked} was sent as {sent}', { name, asked, sent });
  const [, count, total, inputs] = /^(\d+) \/ (\d+) \((.+)\)$/u.exec(asked) ?? [];
  if (count !== undefined && total !== undefined && inputs !== undefined) {
    const values = { name, count, total, inputs };
    return t("{name}: {count} of {total} inputs are filled. The app's own image is used for {inputs}.", values);
  }
  return t('{name} was adjusted: {detail}', { name, detail: asked });
}

function providerMessage(warning: Warning, t: Translate): string {
  const { subject, detail = '' } = warning;
  const [total, count = ''] = sidesOf(warning);
  if (subject === 'surplus') {
    return t('The answer names {total} images, far more than requested. Only the first {count} were saved.', {
      count,
      total,
    });
  }
  if (subject !== 'outputs') return detail;
  return t('{count} of {total} results are images. The others were skipped.', { count, total });
}

/** `16:9 → 1024 × 1024` in its two halves. */
function sidesOf({ detail = '' }: Warning): [asked: string, came: string | undefined] {
  const [asked = '', came] = detail.split(' → ');
  return [asked, came];
}
