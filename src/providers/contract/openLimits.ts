/** Limits of a model about which nothing is known. */
import type { JobKind } from '../../shared/model/jobs';
import type { KindLimits } from './model';

/** Images are converted to types that every service reads; a limit of the service itself is not known. */
const references = {
  max: 100,
  types: ['image/png', 'image/jpeg', 'image/webp'],
  maxBytes: 50 * 1024 * 1024,
} as const;

/** Parameters are sent as they were given. One image per call, which every service can do. */
export function openLimits(kind: JobKind): KindLimits {
  return { isOpen: true, count: 1, references: { ...references, min: kind === 'generate' ? 0 : 1 } };
}
