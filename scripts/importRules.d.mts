export interface Zone {
  folder: string;
  may: string[];
  mayTypes?: string[];
  packages: string[];
  node: boolean;
}
export const zones: readonly Zone[];
export function zoneOf(file: string): Zone | undefined;
export function wrongImport(file: string, specifier: string, typeOnly?: boolean): string | undefined;
