/** Runs the steps of a multi-step input, forwards and backwards. Pure. */

export type StepResult = 'next' | 'back' | 'dismissed';

export interface FormStep {
  /** Whether the step is needed, depending on the previous answers. */
  applies(): boolean;
  ask(position: { now: number; of: number; hasBack: boolean }): Promise<StepResult>;
}

/** @returns False if a step was dismissed. Steps that don't apply are neither shown nor counted. */
export async function runSteps(steps: readonly FormStep[]): Promise<boolean> {
  let index = nextApplying(steps, -1);
  while (index < steps.length) {
    const before = steps.slice(0, index).filter((step) => step.applies()).length;
    const of = steps.filter((step) => step.applies()).length;
    const answer = await steps[index]?.ask({ now: before + 1, of, hasBack: before > 0 });
    if (answer === undefined || answer === 'dismissed') return false;
    index = answer === 'next' ? nextApplying(steps, index) : previousApplying(steps, index);
  }
  return true;
}

function nextApplying(steps: readonly FormStep[], from: number): number {
  let index = from + 1;
  while (index < steps.length && !steps[index]?.applies()) index += 1;
  return index;
}

/** The same step if there is none before it. */
function previousApplying(steps: readonly FormStep[], from: number): number {
  for (let index = from - 1; index >= 0; index -= 1) if (steps[index]?.applies()) return index;
  return from;
}
