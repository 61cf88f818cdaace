/** What is said of a result that came otherwise than asked. Pure. */
import { differenceOf, figuresOf } from '../../shared/model/comparison';
import type { Warning } from '../../shared/model/jobs';
import { passedCapMessage } from './money';
import { parameterLabel } from './parameters';
import type { Translate } from '../../shared/format/translate';

/** `Aspect ratio: asked 16:9, got 1024 × 1024 (1:1)`; undefined for what has sentences of its own. */
export function warningMessage(warning: Warning, t: Translate): string | undefined {
  const name = parameterLabel(warning.subject, t);
  switch (warning.code) {
    case 'mismatch': {
      const sides = mismatchOf(warning, t);
      if (!sides) return t("{name} doesn't match the request", { name });
      return t('{name}: requested {asked}, got {came}', { name, ...sides });
    }
    case 'adjusted': {
      const [asked, sent] = sidesOf(warning);
      if (sent === undefined) return t('{name} was adjusted: {detail}', { name, detail: asked });
      return t('{name}: {asked} was sent as {sent}', { name, asked, sent });
    }
    case 'over-cap':
      return passedCapMessage(warning.subject === 'month' ? 'month' : 'day', t);
    case 'dearer': {
      const [expected, now = ''] = sidesOf(warning);
      return t('Fell back to {provider}, which costs more: {now} instead of {expected}', {
        provider: warning.subject,
        now,
        expected,
      });
    }
    case 'provider':
    case 'unsupported':
    case 'not-delivered':
      return undefined;
  }
}

/** `16:9 → 1024 × 1024` in its two halves. */
function sidesOf({ detail = '' }: Warning): [asked: string, came: string | undefined] {
  const [asked = '', came] = detail.split(' → ');
  return [asked, came];
}

function mismatchOf(warning: Warning, t: Translate): { asked: string; came: string } | undefined {
  const difference = differenceOf(warning);
  if (difference?.subject === 'background') return { asked: t('transparent'), came: t('opaque') };
  if (difference) return figuresOf(difference);
  const [asked, came] = sidesOf(warning);
  return came === undefined ? undefined : { asked, came };
}
