/** Compiles text in place of a file of the project. */
import { join } from 'node:path';
import ts from 'typescript';

const root = join(import.meta.dirname, '../../..');

/** Error codes of the text, compiled as `file` of the project that `config` describes; both are relative to the root. */
export function errorCodes({ config, file, text }: { config: string; file: string; text: string }): number[] {
  const configPath = join(root, config);
  // TypeScript's own paths have slashes on Windows, too.
  const path = join(root, file).replaceAll('\\', '/');
  const read = ts.readConfigFile(configPath, (name) => ts.sys.readFile(name)) as { config: unknown };
  const { options } = ts.parseJsonConfigFileContent(read.config, ts.sys, join(configPath, '..'));
  const host = ts.createCompilerHost(options);
  const getSourceFile = host.getSourceFile.bind(host);
  host.getSourceFile = (name, target, ...rest) =>
    name === path ? ts.createSourceFile(name, text, target) : getSourceFile(name, target, ...rest);
  const program = ts.createProgram([path], { ...options, composite: false, incremental: false, noEmit: true }, host);
  return program.getSemanticDiagnostics(program.getSourceFile(path)).map(({ code }) => code);
}
