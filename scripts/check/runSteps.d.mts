interface StepResult {
  ok: boolean;
  output: string;
}
export function runSteps(
  steps: Record<string, () => Promise<StepResult>>,
  options: { names: string[]; print: (line: string) => void },
): Promise<string[]>;
