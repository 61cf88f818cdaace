export interface Work {
  title: string;
  from: string;
  files: string[];
  remark: string;
  source: string;
  license: string;
  copyright?: string;
  text: string;
}
export const licenseFiles: Record<string, string[]>;
export const remarks: Record<string, string>;
export const works: Work[];
export const ownFiles: RegExp;
