/** What a failed download says of the image, decided once: how often it is repeated, and what becomes of the job. */
import type { Failure, FailureReason } from '../../../shared/model/failure';
import { isPassing } from '../context/retryRules';

/**
 * - `passing`: says nothing of the image (a broken connection, a busy service). The job keeps trying.
 * - `blocked`: the image can't be stored or its address isn't allowed until the user changes something.
 * - `away`: the service doesn't have it at this address, or not yet.
 * - `final`: the service gave something else for certain.
 * - `refused`: Easel itself doesn't open or store it, and never will.
 */
export type DownloadVerdict = 'passing' | 'blocked' | 'away' | 'final' | 'refused';

const refusedReasons: readonly FailureReason[] = ['url-refused', 'redirect-refused', 'too-large', 'svg-result'];

export function verdictOf(failure: Failure): DownloadVerdict {
  const { kind, reason, status } = failure;
  if (reason === 'image-missing') return 'refused';
  if (kind === 'storage' || kind === 'settings') return 'blocked';
  if (isPassing(failure)) return 'passing';
  if (reason !== undefined && refusedReasons.includes(reason)) return 'refused';
  if (kind === 'expired') return status === 410 ? 'final' : 'away';
  return kind === 'bad-answer' || kind === 'internal' ? 'final' : 'refused';
}

/** Downloads of one URL in a row. A verdict is confirmed once: an image may not be copied everywhere yet. */
export const downloadTries: Readonly<Record<DownloadVerdict, number>> = {
  passing: 6,
  blocked: 1,
  away: 2,
  final: 2,
  refused: 1,
};

/** Rounds of downloads after the first one: with URLs that the service is asked for at once, and ten minutes later. */
export const furtherRounds: Readonly<Record<DownloadVerdict, { atOnce: number; later: number }>> = {
  passing: { atOnce: 0, later: 0 },
  blocked: { atOnce: 0, later: 0 },
  away: { atOnce: 1, later: 1 },
  final: { atOnce: 1, later: 0 },
  refused: { atOnce: 0, later: 0 },
};
