/** A real VS Code whose extension host is to be killed: Easel as it is shipped, services, and an extension that gives orders. */
import { existsSync, mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { strToU8, zipSync } from 'fflate';
import { startEasel } from '../harness/easel/easel';
import { removeFolder, temporaryFolder } from '../harness/files/paths';
import type { VsCodeServer } from '../harness/vscode/server';
import { until } from '../harness/until';
import { openWorkbench, type Workbench } from '../harness/workbench/workbench';
import { startServices, type Services } from './services';
import type { Folders } from './verify';

export interface HostOrder {
  /** Id of a configuration whose secret is to be asked for. */
  secretOf?: string;
  imageRequests?: { prompt: string; provider: string }[];
}

export type HostTold =
  | { tell: 'up'; pid: number }
  | { tell: 'started'; prompt: string; jobId: string }
  | { tell: 'refused'; prompt: string; message: string };

export interface HostStage {
  folders: Folders;
  services: Services;
  server: VsCodeServer;
  workbench: Workbench;
  /** Everything that was told since the beginning. */
  told(): HostTold[];
  order(order: HostOrder): void;
  /** Process id of the extension host that came up last. */
  host(): number | undefined;
  end(): Promise<void>;
}

/** @param only As with {@link startServices}. */
export async function openHostStage(only?: readonly string[]): Promise<HostStage> {
  const home = temporaryFolder('host');
  const orders = join(home, 'orders');
  const workspace = join(home, 'workspace');
  for (const folder of [orders, workspace]) mkdirSync(folder);
  const services = await startServices(only);
  const server = await startEasel({
    workspace,
    dataFolder: join(home, 'server'),
    extensions: [packDriver(home)],
    settings: { 'easel.providers': services.entries },
    env: { EASEL_TORTURE_FOLDER: orders },
  });
  const workbench = await openWorkbench(server, { profileFolder: join(home, 'profile') });
  let number = 0;
  const told = (): HostTold[] => {
    const file = join(orders, 'told.jsonl');
    if (!existsSync(file)) return [];
    const lines = readFileSync(file, 'utf8').split('\n').slice(0, -1);
    return lines.map((line) => JSON.parse(line) as HostTold);
  };
  const stage: HostStage = {
    folders: { storage: join(server.userDataFolder, 'User', 'globalStorage', 'easel.easel'), workspace },
    services,
    server,
    workbench,
    told,
    order: (order) => {
      number += 1;
      const file = join(orders, `${number}.order`);
      // Read only when it is whole.
      writeFileSync(`${file}.part`, JSON.stringify(order));
      renameSync(`${file}.part`, file);
    },
    host: () => told().findLast((one) => one.tell === 'up')?.pid,
    end: async () => {
      await workbench.close();
      await server.stop();
      await services.stop();
      removeFolder(home);
    },
  };
  try {
    await until('the extension host', () => stage.host(), { timeout: 120_000 });
    await enterSecrets(stage);
    return stage;
  } catch (thrown) {
    await stage.end();
    throw thrown;
  }
}

/** Through the input that a person types them into. */
async function enterSecrets({ services, workbench, order }: HostStage): Promise<void> {
  const { quickInput } = workbench;
  for (const [id, secrets] of Object.entries(services.secrets)) {
    for (const [name, secret] of Object.entries(secrets)) {
      order({ secretOf: id });
      const words = await until('the input for a secret', async () => {
        const text = await quickInput.shownText();
        return /Stored encrypted|Set Provider Key/.test(text) ? text : undefined;
      });
      if (words.includes('Set Provider Key')) await chooseSecret(workbench, name);
      await quickInput.waitForText(/Stored encrypted/);
      await quickInput.answer(secret);
      await quickInput.waitClosed();
    }
  }
}

/** A service with several secrets asks which one is meant. */
async function chooseSecret({ quickInput }: Workbench, name: string): Promise<void> {
  await quickInput.waitForItems();
  const item = (await quickInput.items()).find(({ description }) => description === name);
  if (!item) throw new Error(`there is no secret ${name} to be chosen`);
  await quickInput.select(item.label);
}

/** The driver as a `.vsix`: a ZIP with its files below `extension/`. */
function packDriver(home: string): string {
  const files = ['package.json', 'driver.cjs'].map((name) => {
    const bytes = readFileSync(join(import.meta.dirname, 'driver', name));
    return [`extension/${name}`, new Uint8Array(bytes)] as const;
  });
  const types = '<?xml version="1.0"?><Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"/>';
  const vsix = join(home, 'driver.vsix');
  writeFileSync(vsix, zipSync({ ...Object.fromEntries(files), '[Content_Types].xml': strToU8(types) }));
  return vsix;
}
