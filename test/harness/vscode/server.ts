/** A VS Code server whose data, extensions and settings are in a folder of this run. */
import { cpSync, existsSync, mkdirSync, readdirSync, readFileSync, renameSync, statSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { type Child, lastLines, startNode } from '../processes/childProcess';
import { cacheFolder, removeFolder, temporaryFolder } from '../files/paths';
import { searchFolder } from '../reporting/leaks';
import { currentServer, type ServerPackage } from './serverPackages';
import { quietSettings, readSettings, type SettingsValue, writeSettings } from './settings';
import { until } from '../until';
import { filesIn } from '../files/workspace';

export interface ServerOptions {
  /** Folder that the workbench opens. */
  workspace: string;
  /** `.vsix` files to install. */
  extensions?: string[];
  /** Folder for user data, extensions and logs, kept afterwards. Default: a temporary one. */
  dataFolder?: string;
  /** Merged over {@link quietSettings}. */
  settings?: SettingsValue;
  /** Fixed port for restarts, because secrets are bound to it. Default: any free one. */
  port?: number;
  /** Whether folders have to be trusted, as on a user's machine. Default: all are trusted. */
  trust?: 'asked';
  /** Default: the current server. */
  server?: ServerPackage;
  /** Added to the environment of the server, and so of the extension host. */
  env?: Record<string, string>;
}

export interface VsCodeServer {
  /** With the workspace folder in it. */
  readonly url: string;
  readonly port: number;
  readonly workspace: string;
  readonly dataFolder: string;
  readonly userDataFolder: string;
  /** The last output of the server. */
  output(): string;
  hasEnded(): boolean;
  /** Resolves when the server has ended for any reason. */
  readonly ended: Promise<unknown>;
  /** The last log lines of the extension host and of extensions. */
  logTail(count?: number): string;
  /** Merges values into the settings files, which a running workbench reloads. */
  updateSettings(values: SettingsValue): void;
  settings(): SettingsValue;
  stop(): Promise<void>;
}

/** Installs the extensions and starts the server. @throws Error with the server's last output if it doesn't start */
export async function startServer(options: ServerOptions): Promise<VsCodeServer> {
  const dataFolder = options.dataFolder ?? temporaryFolder('server');
  const userDataFolder = path.join(dataFolder, 'user');
  const launch = new Launch(options.server ?? currentServer(), dataFolder, options.env ?? {});
  writeSettings(userDataFolder, { ...quietSettings, ...options.settings });
  for (const extension of options.extensions ?? []) await launch.install(extension);
  const child = launch.start(options.port ?? 0, options.trust === 'asked' ? [] : ['--disable-workspace-trust']);
  try {
    const port = await waitForPort(child);
    return {
      url: `http://127.0.0.1:${port}/?folder=${encodeURI(options.workspace).replace(/[#?&+]/g, encodeURIComponent)}`,
      port,
      workspace: options.workspace,
      dataFolder,
      userDataFolder,
      output: () => lastLines(child.output(), 30),
      logTail: (count = 15) => readLogs(path.join(userDataFolder, 'logs'), count),
      hasEnded: () => child.hasEnded(),
      ended: child.ended,
      updateSettings: (values) => writeSettings(userDataFolder, values),
      settings: () => readSettings(userDataFolder),
      stop: async () => {
        await child.stop();
        searchFolder('data of VS Code', dataFolder);
        if (options.dataFolder === undefined) removeFolder(dataFolder);
      },
    };
  } catch (error) {
    await child.stop();
    throw error;
  }
}

/** The command lines of one server package over one data folder. */
class Launch {
  private readonly package: ServerPackage;
  private readonly folder: string;
  private readonly env: NodeJS.ProcessEnv;

  constructor(serverPackage: ServerPackage, folder: string, env: Record<string, string>) {
    this.package = serverPackage;
    this.folder = folder;
    this.env = { ...serverEnvironment(folder), ...env };
    mkdirSync(folder, { recursive: true });
    writeFileSync(path.join(folder, 'config.yaml'), 'auth: none\n');
  }

  /** VS Code unpacks each package once; further servers get a copy. */
  async install(vsix: string): Promise<void> {
    const own = path.join(this.folder, 'ext');
    const { size, mtimeMs } = statSync(vsix);
    // Identifies the build, so that a rebuilt package replaces the cached one.
    const build = path.join(cacheFolder, 'installed', path.basename(vsix), `${size}-${Math.round(mtimeMs)}`);
    const installed = path.join(build, path.basename(this.package.folder));
    // The cached list of extensions only fits an empty folder.
    if (existsSync(own)) return this.unpack(vsix);
    if (!existsSync(installed)) {
      await this.unpack(vsix);
      cacheInstalled(own, installed);
      return;
    }
    cpSync(installed, own, { recursive: true });
    const list = path.join(own, 'extensions.json');
    writeFileSync(list, readFileSync(list, 'utf8').replaceAll(extensionsPlaceholder, own));
  }

  private async unpack(vsix: string): Promise<void> {
    const child = this.run(['--install-extension', vsix, '--force'], 'install.log');
    const code = await child.ended;
    if (code !== 0) throw new Error(`installing ${vsix} ended with ${code}\n${lastLines(child.output())}`);
  }

  start(port: number, more: readonly string[]): Child {
    const flags = ['telemetry', 'update-check', 'getting-started-override', 'proxy'];
    return this.run(
      [
        ...['--auth', 'none', '--bind-addr', `127.0.0.1:${port}`, '--ignore-last-opened'],
        ...flags.map((flag) => `--disable-${flag}`),
        ...more,
      ],
      'server.log',
    );
  }

  private run(argumentList: string[], logName: string): Child {
    const folders = [
      '--user-data-dir',
      path.join(this.folder, 'user'),
      '--extensions-dir',
      path.join(this.folder, 'ext'),
    ];
    const entry = path.join(this.package.folder, 'out', 'node', 'entry.js');
    return startNode({
      node: this.package.node,
      argumentList: [entry, '--config', path.join(this.folder, 'config.yaml'), ...folders, ...argumentList],
      env: this.env,
      logFile: path.join(this.folder, logName),
    });
  }
}

/** Placeholder for the extensions folder in a cached list. */
const extensionsPlaceholder = '/place-of-extensions';

/** Another process may cache the same build concurrently. */
function cacheInstalled(own: string, installed: string): void {
  const build = path.dirname(installed);
  const all = path.dirname(build);
  mkdirSync(build, { recursive: true });
  for (const other of readdirSync(all)) if (other !== path.basename(build)) removeFolder(path.join(all, other));
  const part = `${installed}.${process.pid}`;
  cpSync(own, part, { recursive: true });
  const list = path.join(part, 'extensions.json');
  writeFileSync(list, readFileSync(list, 'utf8').replaceAll(own, extensionsPlaceholder));
  try {
    renameSync(part, installed);
  } catch {
    removeFolder(part);
  }
}

/** No gallery, nothing in the user's home folder, nothing of an outer npm run or VS Code. */
function serverEnvironment(folder: string): NodeJS.ProcessEnv {
  const kept = Object.entries(process.env).filter(([name]) => !/^(npm_|VSCODE_|NODE_OPTIONS$)/.test(name));
  return {
    ...Object.fromEntries(kept),
    EXTENSIONS_GALLERY: '{"serviceUrl":""}',
    CODE_SERVER_SESSION_SOCKET: path.join(folder, 'session.sock'),
    XDG_DATA_HOME: path.join(folder, 'home', 'data'),
    XDG_CACHE_HOME: path.join(folder, 'home', 'cache'),
    XDG_CONFIG_HOME: path.join(folder, 'home', 'config'),
  };
}

async function waitForPort(child: Child): Promise<number> {
  const listening = /listening on https?:\/\/127\.0\.0\.1:(\d+)/i;
  await until('the server to listen', () => child.hasEnded() || listening.test(child.output()), {
    timeout: 120_000,
    seen: () => lastLines(child.output()),
  });
  const port = listening.exec(child.output())?.[1];
  if (!port) throw new Error(`the VS Code server ended before it listened\n${lastLines(child.output())}`);
  return Number(port);
}

/** The last lines of the newest logs of extensions. */
function readLogs(folder: string, count: number): string {
  const files = filesIn(folder).filter((file) => /remoteexthost\.log$|exthost.*Easel.*\.log$/i.test(file));
  const tails = files
    .slice(-3)
    .map((file) => `${path.relative(folder, file)}:\n${lastLines(readFileSync(file, 'utf8'), count)}`);
  return tails.join('\n');
}
