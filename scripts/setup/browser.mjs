/** Installs the Chromium of tests and screenshots, and fonts. Both come from npm packages. */
import { spawnSync } from 'node:child_process';
import {
  chmodSync,
  createReadStream,
  createWriteStream,
  existsSync,
  mkdirSync,
  readFileSync,
  renameSync,
  writeFileSync,
} from 'node:fs';
import path from 'node:path';
import { pipeline } from 'node:stream/promises';
import zlib from 'node:zlib';
import { isPinnedPlatform } from './node.mjs';
import { cacheFolder, lockHash, modulesFolder, once, run, printProgress } from './steps.mjs';

const packageFolder = path.join(modulesFolder, '@sparticuz', 'chromium');
const browserFolder = path.join(cacheFolder, 'chromium');

/** Names the installed files; `libraries` is set only where the system lacks some. Read by test/harness/workbench/browser.ts. */
export const browserFacts = path.join(browserFolder, 'facts.json');

/** Unpacks the browser and fonts on Linux x64. Other systems use an installed Chrome. */
export async function installBrowser() {
  if (!isPinnedPlatform) return;
  const executable = path.join(browserFolder, 'chromium');
  await once({
    name: 'Chromium and fonts',
    key: lockHash(),
    made: [executable, browserFacts],
    work: async () => {
      mkdirSync(browserFolder, { recursive: true });
      await unpack('chromium.br', executable);
      chmodSync(executable, 0o755);
      const libraries = await addMissingLibraries(executable);
      const fonts = await writeFontConfiguration();
      writeFileSync(browserFacts, JSON.stringify({ executable, libraries, fonts }, null, 2));
    },
  });
}

async function unpack(name, target) {
  const source = path.join(packageFolder, 'bin', name);
  await pipeline(createReadStream(source), zlib.createBrotliDecompress(), createWriteStream(`${target}.part`));
  renameSync(`${target}.part`, target);
}

async function unpackFolder(name, target) {
  mkdirSync(target, { recursive: true });
  const archive = path.join(target, 'archive.tar');
  await unpack(name, archive);
  await run('tar', ['-xf', archive, '-C', target]);
}

/** Unpacks the libraries of the package when the system lacks some, and returns their folder. Reports those still missing. */
async function addMissingLibraries(executable) {
  if (missingLibraries(executable, undefined).length === 0) return undefined;
  const folder = path.join(browserFolder, 'libraries');
  await unpackFolder('al2023.tar.br', folder);
  const libraries = path.join(folder, 'lib');
  const missing = missingLibraries(executable, libraries);
  if (missing.length > 0) {
    printProgress(
      `Chromium can't start here: the system lacks ${missing.join(', ')}. Install them with the system's packages.`,
    );
  }
  return libraries;
}

function missingLibraries(executable, libraries) {
  const env = { ...process.env, ...(libraries ? { LD_LIBRARY_PATH: libraries } : {}) };
  const { stdout } = spawnSync('ldd', [executable], { encoding: 'utf8', env });
  return [...(stdout ?? '').matchAll(/^\s*(\S+) => not found/gm)].map((match) => match[1]);
}

/** Adds Latin and Chinese fonts for this browser only: a minimal system has none. */
async function writeFontConfiguration() {
  const folder = path.join(browserFolder, 'fonts');
  await unpackFolder('fonts.tar.br', folder);
  const chinese = path.join(modulesFolder, '@expo-google-fonts', 'noto-sans-sc');
  const folders = [path.join(folder, 'fonts'), path.join(chinese, '400Regular'), path.join(chinese, '700Bold')];
  const file = path.join(folder, 'easel.conf');
  writeFileSync(
    file,
    `<?xml version="1.0"?>
<!DOCTYPE fontconfig SYSTEM "fonts.dtd">
<fontconfig>
  <include ignore_missing="yes">/etc/fonts/fonts.conf</include>
${folders.map((one) => `  <dir>${one}</dir>`).join('\n')}
  <cachedir>${path.join(folder, 'cache')}</cachedir>
</fontconfig>
`,
  );
  return file;
}

/** The installed files, or undefined where an installed Chrome is used. */
export function readBrowserFacts() {
  return existsSync(browserFacts) ? JSON.parse(readFileSync(browserFacts, 'utf8')) : undefined;
}
