/** What the user is asked before an agent's request is sent: the prompt, the request in one line, and notes. Pure. */
import { factLineTo } from '../../../shared/format/sentences';
import { truncate } from '../../messages/jobs';

/** What a confirmation asks. */
export interface ConfirmationFacts {
  prompt: string;
  /** Names of the images that are edited; empty for new ones. */
  names: readonly string[];
  providerName: string;
  shape: string;
  /** Images, calls and price. */
  effort: string;
  where: string;
  /** What the user should know before. */
  notes: readonly string[];
}

/** Lines without markup. */
export function confirmationLines({
  prompt,
  names,
  providerName,
  shape,
  effort,
  where,
  notes,
}: ConfirmationFacts): string[] {
  return [`"${truncate(prompt, 300)}"`, factLineTo([...names, providerName, shape, effort], where), ...notes];
}
