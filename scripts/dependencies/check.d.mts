export const ruleNames: readonly string[];
export interface Violation {
  rule: string;
  text: string;
}
export function checkDependencies(root: string): Promise<{ modules: string[]; violations: Violation[] }>;
