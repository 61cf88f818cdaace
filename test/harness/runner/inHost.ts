/** Runs a test module inside the extension host of a real VS Code, without a desktop. */
import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import type { Page } from 'playwright-core';
import { openBrowser } from '../workbench/browser';
import { lastLines } from '../processes/childProcess';
import { searchFolder } from '../reporting/leaks';
import { projectRoot, removeFolder, temporaryFolder } from '../files/paths';
import { readReport, reportVariable } from '../reporting/report';
import { startServer, type VsCodeServer } from '../vscode/server';
import { currentServer, type ServerPackage } from '../vscode/serverPackages';
import type { SuiteResult } from './suiteResult';
import { until } from '../until';
import { sampleWorkspace } from '../files/workspace';

export interface InHostOptions {
  /** Default: the current server. */
  server?: ServerPackage;
  /** Folder with the manifest; default: this project. */
  extensionFolder?: string;
  /** Absolute path of a module that exports `run()`; default: the built `test/extension/index.ts`. */
  testModule?: string;
  /** Runs only tests whose titles match. */
  grep?: string;
  /** Milliseconds for the whole suite. */
  timeout?: number;
}

export interface InHostResult extends SuiteResult {
  /** Output of the reporter. */
  output: string;
  /** Lines of `report()`. */
  report: string;
}

/** @throws Error with the last output of host, page and server if the suite didn't finish */
export async function runInHost(options: InHostOptions = {}): Promise<InHostResult> {
  const serverPackage = options.server ?? currentServer();
  const folder = temporaryFolder('in-host');
  const files = {
    result: path.join(folder, 'result.json'),
    output: path.join(folder, 'output.txt'),
    report: path.join(folder, 'report.txt'),
  };
  const workspace = sampleWorkspace();
  const server = await startServer({
    workspace,
    server: serverPackage,
    env: {
      EASEL_TEST_RESULT: files.result,
      EASEL_TEST_OUTPUT: files.output,
      [reportVariable]: files.report,
      EASEL_TEST_GREP: options.grep ?? '',
    },
  });
  try {
    const log = await runInBrowser(server, options);
    const output = existsSync(files.output) ? readFileSync(files.output, 'utf8') : '';
    if (!existsSync(files.result)) throw new Error(unfinished(log, output, server));
    const result = JSON.parse(readFileSync(files.result, 'utf8')) as SuiteResult;
    return { ...result, output, report: readReport(files.report) };
  } finally {
    await server.stop();
    searchFolder('workspace', workspace);
    searchFolder('output of the suite', folder);
    removeFolder(workspace);
    removeFolder(folder);
  }
}

/** Opens the page that runs the tests and waits until they end. @returns The last lines of its log. */
async function runInBrowser(server: VsCodeServer, options: InHostOptions): Promise<string> {
  const browser = await openBrowser({ width: 1024, height: 768, scale: 1 });
  const lines: string[] = [];
  let exitCode: number | undefined;
  try {
    const { page } = browser;
    let hasCrashed = false;
    page.on('crash', () => (hasCrashed = true));
    page.on('pageerror', (error) => lines.push(error.message));
    await page.exposeFunction('codeAutomationLog', (type: string, parts: unknown[]) => {
      lines.push(`${type}: ${parts.map(String).join(' ').slice(0, 500)}`);
    });
    await page.exposeFunction('codeAutomationExit', (code: number) => (exitCode = code));
    await allowTestDriver(page);
    await page.goto(`${server.url}&payload=${encodeURIComponent(JSON.stringify(testPayload(server, options)))}`);
    await until('the suite to end', () => exitCode !== undefined || hasCrashed || server.hasEnded(), {
      timeout: options.timeout ?? 1_200_000,
      every: 100,
    }).catch((error: unknown) => lines.push(String(error)));
    return lastLines(lines.join('\n'));
  } finally {
    await browser.close();
  }
}

function testPayload(server: VsCodeServer, options: InHostOptions): [name: string, value: string][] {
  const remote = (file: string): string => `vscode-remote://127.0.0.1:${server.port}${file}`;
  return [
    ['extensionDevelopmentPath', remote(options.extensionFolder ?? projectRoot)],
    [
      'extensionTestsPath',
      remote(options.testModule ?? path.join(projectRoot, 'out', 'test', 'extension', 'index.js')),
    ],
  ];
}

/**
 * Enables the driver that calls `codeAutomationExit`. Only newer servers have a flag for it, but all of them read it from the
 * page's configuration.
 */
async function allowTestDriver(page: Page): Promise<void> {
  await page.addInitScript(() => {
    const read = Object.getOwnPropertyDescriptor(Element.prototype, 'getAttribute')?.value as Element['getAttribute'];
    Element.prototype.getAttribute = function (name) {
      const value = read.call(this, name);
      if (this.id !== 'vscode-workbench-web-configuration' || name !== 'data-settings' || value === null) return value;
      const settings = JSON.parse(value) as { developmentOptions?: object };
      return JSON.stringify({
        ...settings,
        developmentOptions: { ...settings.developmentOptions, enableSmokeTestDriver: true },
      });
    };
  });
}

function unfinished(said: string, output: string, server: VsCodeServer): string {
  return [
    'the extension host ended before the tests did (a crash reports success, so the missing result counts)',
    `the tests said last:\n${lastLines(output) || '(nothing)'}`,
    `the page said last:\n${said || '(nothing)'}`,
    `the server said last:\n${server.output()}`,
  ].join('\n\n');
}
