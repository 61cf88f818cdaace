/** The child as one file: started hundreds of times, it would otherwise spend most of its life being translated. */
import { join } from 'node:path';
import { projectRoot, removeFolder, temporaryFolder } from '../harness/files/paths';

export interface ChildProgram {
  file: string;
  dispose(): void;
}

export async function buildChild(): Promise<ChildProgram> {
  const { build } = await import('vite');
  const folder = temporaryFolder('torture-child');
  await build({
    configFile: false,
    root: projectRoot,
    publicDir: false,
    logLevel: 'error',
    ssr: { noExternal: true, target: 'node' },
    build: {
      ssr: true,
      target: 'node24',
      outDir: folder,
      minify: false,
      rolldownOptions: {
        input: { child: join(import.meta.dirname, 'child.ts') },
        external: [/^node:/],
        output: { format: 'cjs', entryFileNames: '[name].cjs', chunkFileNames: '[name].cjs' },
      },
    },
  });
  return { file: join(folder, 'child.cjs'), dispose: () => removeFolder(folder) };
}
