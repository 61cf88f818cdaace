interface Output {
  type: string;
  modules?: Record<string, unknown>;
  originalFileNames?: string[];
}
export function packagesOf(outputs: Output[]): string[];
export function differenceOf(bundle: {
  mode: string;
  found: string[];
  listed: string[] | undefined;
}): string | undefined;
