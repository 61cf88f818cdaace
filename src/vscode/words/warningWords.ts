/** What is said of a result that came otherwise than asked. Pure. */
import type { Warning } from '../../shared/model';
import { passedCapWords } from './moneyWords';
import { parameterWords } from './parameterWords';
import type { Translate } from './translate';

const usualRatios = ['1:1', '16:9', '9:16', '4:3', '3:4', '3:2', '2:3', '21:9', '9:21', '5:4', '4:5', '2:1', '1:2'];

/** `Aspect ratio: asked 16:9, came 1024 × 1024 (1:1)`; undefined for what has sentences of its own. */
export function warningWords(warning: Warning, t: Translate): string | undefined {
  const name = parameterWords(warning.subject, t);
  switch (warning.code) {
    case 'mismatch': {
      const [asked, came] = sidesOf(warning);
      if (came === undefined) return t('{name}: otherwise than asked', { name });
      return t('{name}: asked {asked}, came {came}', { name, asked, came: withRatio(warning.subject, came) });
    }
    case 'adjusted': {
      const [asked, sent] = sidesOf(warning);
      if (sent === undefined) return t('{name} was adjusted: {detail}', { name, detail: asked });
      return t('{name}: {asked} was sent as {sent}', { name, asked, sent });
    }
    case 'over-cap':
      return passedCapWords(warning.subject === 'month' ? 'month' : 'day', t);
    case 'dearer': {
      const [expected, now = ''] = sidesOf(warning);
      return t('{provider} had to stand in and is dearer: {now} instead of {expected}', {
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

function withRatio(subject: string, came: string): string {
  const [width = 0, height = 0] = came.split(' × ').map(Number);
  if (subject !== 'aspectRatio' || !(width > 0 && height > 0)) return came;
  const near = usualRatios.find((ratio) => {
    const [across = 1, down = 1] = ratio.split(':').map(Number);
    return Math.abs((width * down) / (height * across) - 1) < 0.01;
  });
  return near === undefined ? came : `${came} (${near})`;
}
