/** What gets corrupted input. */
import type { Random } from './mutate';

export interface Target<Input> {
  name: string;
  /** Part of all inputs that this target gets. */
  share: number;
  make(random: Random): Input;
  /** @throws when the input did what it must not: an error that is no failure in words, a wrong result. */
  run(input: Input): Promise<void> | void;
}

/** Keeps lists of targets with inputs of different types. */
export type AnyTarget = Target<unknown>;

export function target<Input>(one: Target<Input>): AnyTarget {
  return one;
}
