/** Starting a simulator from the command line. */
import type { ComparedRequest } from './compareServers';

/** The parsed command line: `--port 8000` is `{ port: '8000' }`, `--no-auth` is `{ 'no-auth': true }`. */
export type Flags = Record<string, string | boolean | undefined>;

export interface Running {
  url: string;
  stop(): Promise<void>;
}

export interface LaunchedSimulator extends Running {
  /** The entry for `easel.providers`. */
  entry: Record<string, unknown>;
  /** Further lines to print. */
  lines: readonly string[];
}

/** How the simulator is compared with a real server. */
export interface Comparison {
  requests: readonly ComparedRequest[];
  /** Signs in. @returns The headers of signed-in requests. */
  signIn(url: string, account: { username: string; password: string }): Promise<Record<string, string>>;
}

/** The simulator of a provider type, as `launcher.ts` in its folder exports it. */
export interface SimulatorLauncher {
  type: string;
  comparison?: Comparison;
  start(flags: Flags): Promise<LaunchedSimulator>;
}

export function setKeyLine(key: string): string {
  return `and with "Easel: Set Provider Key…", key: ${key}`;
}

export function text(flags: Flags, name: string, otherwise: string): string {
  const value = flags[name];
  return typeof value === 'string' && value !== '' ? value : otherwise;
}

export function number(flags: Flags, name: string, otherwise: number): number {
  const value = Number(flags[name] ?? otherwise);
  if (!Number.isFinite(value) || value < 0) throw new Error(`--${name} needs a number`);
  return value;
}

export function oneOf<Value extends string>(flags: Flags, name: string, values: readonly Value[]): Value | undefined {
  const given = flags[name];
  if (given === undefined) return undefined;
  const found = values.find((value) => value === given);
  if (!found) throw new Error(`--${name} needs one of ${values.join(', ')}`);
  return found;
}
