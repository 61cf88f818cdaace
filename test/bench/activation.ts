/**
 * Measures how long VS Code takes to activate Easel, compared with an extension that does nothing in the same extension
 * host. Most of that is VS Code's own work (it fetches the stored state of each extension), so the difference counts.
 * `npm run bench -- activation`.
 */
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { strFromU8, strToU8, unzipSync, zipSync } from 'fflate';
import { removeFolder, temporaryFolder, vsixFile } from '../harness/files/paths';
import { runProgram } from '../harness/programs/program';
import { startServer } from '../harness/vscode/server';
import { until } from '../harness/until';
import { openWorkbench } from '../harness/workbench/workbench';
import { sampleWorkspace } from '../harness/files/workspace';

/** Maximum milliseconds more than the empty extension takes. */
const promised = 10;
const rounds = 9;

const empty = `require('vscode'); exports.activate = () => undefined;`;

/** Activates both, each first in turn, once the window is idle. */
const probe = `
const { appendFileSync, existsSync, readFileSync } = require('node:fs');
const vscode = require('vscode');
exports.activate = () => void setTimeout(measure, 4_000);
async function measure() {
  const file = process.env.EASEL_BENCH_RESULT;
  const round = existsSync(file) ? readFileSync(file, 'utf8').split('\\n').length : 0;
  const ids = ['bench.warmup', ...(round % 2 ? ['easel.easel', 'bench.empty'] : ['bench.empty', 'easel.easel'])];
  const times = {};
  for (const id of ids) {
    const start = performance.now();
    await vscode.extensions.getExtension(id).activate();
    times[id] = performance.now() - start;
  }
  appendFileSync(file, JSON.stringify(times) + '\\n');
}`;

/** Easel as shipped, except that only the probe activates it. */
function packEasel(folder: string): string {
  const files = unzipSync(readFileSync(vsixFile));
  const manifest = JSON.parse(strFromU8(files['extension/package.json'] ?? new Uint8Array())) as object;
  files['extension/package.json'] = strToU8(JSON.stringify({ ...manifest, activationEvents: [] }));
  const file = path.join(folder, 'easel-at-rest.vsix');
  writeFileSync(file, zipSync(files, { level: 1 }));
  return file;
}

type Times = Record<'bench.empty' | 'easel.easel', number>;

/** A `.vsix` with one script. */
function pack(
  folder: string,
  name: string,
  { code, activationEvents }: { code: string; activationEvents: string[] },
): string {
  const manifest = {
    ...{ name, publisher: 'bench', version: '1.0.0', engines: { vscode: '^1.90.0' }, main: './index.js' },
    activationEvents,
    extensionKind: ['workspace'],
  };
  const file = path.join(folder, `${name}.vsix`);
  const description = `<?xml version="1.0" encoding="utf-8"?>
<PackageManifest Version="2.0.0" xmlns="http://schemas.microsoft.com/developer/vsx-schema/2011">
  <Metadata><Identity Language="en-US" Id="${name}" Version="1.0.0" Publisher="bench" /><DisplayName>${name}</DisplayName></Metadata>
  <Installation><InstallationTarget Id="Microsoft.VisualStudio.Code" /></Installation>
  <Dependencies />
  <Assets><Asset Type="Microsoft.VisualStudio.Code.Manifest" Path="extension/package.json" Addressable="true" /></Assets>
</PackageManifest>`;
  const types = `<?xml version="1.0" encoding="utf-8"?>
<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Default Extension=".json" ContentType="application/json" /><Default Extension=".js" ContentType="application/javascript" /><Default Extension=".vsixmanifest" ContentType="text/xml" /></Types>`;
  writeFileSync(
    file,
    zipSync({
      'extension.vsixmanifest': strToU8(description),
      '[Content_Types].xml': strToU8(types),
      'extension/package.json': strToU8(JSON.stringify(manifest)),
      'extension/index.js': strToU8(code),
    }),
  );
  return file;
}

function readTimes(file: string): Times[] {
  if (!existsSync(file)) return [];
  const lines = readFileSync(file, 'utf8').split('\n');
  return lines.filter((line) => line !== '').map((line) => JSON.parse(line) as Times);
}

async function main(): Promise<number> {
  const folder = temporaryFolder('activation');
  const workspace = sampleWorkspace();
  const file = path.join(folder, 'times.jsonl');
  const server = await startServer({
    workspace,
    extensions: [
      packEasel(folder),
      // The first extension in a host pays for what is loaded once, so it must not be the measured one.
      pack(folder, 'warmup', { code: empty, activationEvents: [] }),
      pack(folder, 'empty', { code: empty, activationEvents: [] }),
      pack(folder, 'probe', { code: probe, activationEvents: ['onStartupFinished'] }),
    ],
    env: { EASEL_BENCH_RESULT: file },
  });
  try {
    for (let round = 1; round <= rounds; round += 1) {
      const workbench = await openWorkbench(server);
      try {
        await until('both to be activated', () => readTimes(file).length >= round, { timeout: 120_000 });
      } finally {
        await workbench.close();
      }
    }
  } finally {
    await server.stop();
    removeFolder(workspace);
  }
  const times = readTimes(file);
  removeFolder(folder);
  const easel = times.map((one) => one['easel.easel']);
  const other = times.map((one) => one['bench.empty']);
  const words = (values: readonly number[]): string => values.map((value) => value.toFixed(1)).join(', ');
  console.log(`Easel: ${words(easel)} ms\nempty: ${words(other)} ms`);
  // The best of each, because the machine may be busy.
  const [best, least] = [Math.min(...easel), Math.min(...other)];
  const more = best - least;
  console.log(`${more.toFixed(1)} ms more, ${(best / least).toFixed(1)} times as long; promised: ${promised} ms more`);
  return more <= promised ? 0 : 1;
}

void runProgram(main);
