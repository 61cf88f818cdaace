interface Generator {
  name: string;
  files(): string[];
  run(): Promise<Record<string, string>>;
}
interface Changes {
  write: Record<string, string>;
  remove: string[];
}
export function changesOf(generator: Generator, root: string): Promise<Changes>;
export function applyChanges(changes: Changes, root: string): void;
