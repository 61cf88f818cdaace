/**
 * The fixture of e2e suites: a workspace, a server and a workbench, created before the first test and removed after the last.
 */
import { after, before, beforeEach } from 'mocha';
import { startEasel } from './easel';
import { searchFolder, searchLines } from '../reporting/leaks';
import { removeFolder } from '../files/paths';
import { type ServerOptions, startServer, type VsCodeServer } from '../vscode/server';
import { openWorkbench, type Workbench, type WorkbenchOptions } from '../workbench/workbench';
import { sampleWorkspace } from '../files/workspace';

export interface WorkbenchFixtureOptions {
  /** Default: true. */
  withEasel?: boolean;
  server?: Partial<ServerOptions>;
  workbench?: WorkbenchOptions;
  /** Adds files to the workspace before it is opened. */
  prepare?: (workspace: string) => void;
}

export interface WorkbenchFixture {
  readonly workspace: string;
  /** Available inside tests and hooks only. */
  readonly server: VsCodeServer;
  readonly workbench: Workbench;
}

/** Call it in the body of a `describe`. Before every test, menus, dialogs, inputs and messages are closed. */
export function useWorkbench({
  withEasel = true,
  server: serverOptions,
  workbench: workbenchOptions,
  prepare,
}: WorkbenchFixtureOptions = {}): WorkbenchFixture {
  let workspace: string | undefined;
  let server: VsCodeServer | undefined;
  let workbench: Workbench | undefined;
  before(async () => {
    workspace = sampleWorkspace();
    prepare?.(workspace);
    server = await (withEasel ? startEasel : startServer)({ workspace, ...serverOptions });
    workbench = await openWorkbench(server, workbenchOptions);
  });
  beforeEach(() => workbench?.reset());
  after(async () => {
    if (workbench) await searchScreen(workbench);
    await workbench?.close();
    await server?.stop();
    if (!workspace) return;
    searchFolder('workspace', workspace);
    removeFolder(workspace);
  });
  return {
    get workspace() {
      return defined(workspace);
    },
    get server() {
      return defined(server);
    },
    get workbench() {
      return defined(workbench);
    },
  };
}

/** Searches the messages and the clipboard for secrets. */
async function searchScreen({ page, notifications }: Workbench): Promise<void> {
  const clipboard = await page.evaluate(() => navigator.clipboard.readText()).catch(() => '');
  searchLines('messages of VS Code', [...notifications.seen]);
  searchLines('the clipboard', [clipboard]);
}

function defined<T>(value: T | undefined): T {
  if (value === undefined) throw new Error('the fixture is set up by a before hook: use it inside tests only');
  return value;
}
