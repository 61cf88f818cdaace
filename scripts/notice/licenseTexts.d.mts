interface Grant {
  owner: string;
  copyright: string[];
  text: string;
}
export function licenseFileOf(root: string, name: string): string;
export function cleaned(text: string): string;
export function splitMit(text: string, mit: string): { copyright: string[]; text: string };
export function licenseBlocks(grants: Grant[]): string[];
export function readLicense(root: string, path: string): string;
