/** Settings files of a server. */
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { readManifest } from './manifest';

export type SettingsValue = { [name: string]: unknown };

const ownOnly = { XDG_DATA_HOME: null, XDG_CACHE_HOME: null, XDG_CONFIG_HOME: null };

/** Disables the welcome page, tips, recommendations and animations of a new VS Code. */
export const quietSettings: SettingsValue = {
  'workbench.startupEditor': 'none',
  'workbench.tips.enabled': false,
  'workbench.reduceMotion': 'on',
  'workbench.enableExperiments': false,
  'workbench.secondarySideBar.defaultVisibility': 'hidden',
  'workbench.welcomePage.walkthroughs.openOnInstall': false,
  'chat.commandCenter.enabled': false,
  // Otherwise, ports of other programs on this machine are reported.
  'remote.autoForwardPorts': false,
  'telemetry.telemetryLevel': 'off',
  'update.showReleaseNotes': false,
  'extensions.ignoreRecommendations': true,
  'extensions.autoCheckUpdates': false,
  'security.workspace.trust.enabled': false,
  'git.openRepositoryInParentFolders': 'never',
  'window.autoDetectHighContrast': false,
  'window.autoDetectColorScheme': false,
  'editor.accessibilitySupport': 'off',
  // The browser's default is auto save, the desktop's isn't.
  'files.autoSave': 'off',
  // Null removes the server's folders from the environment of terminals.
  'terminal.integrated.env.linux': ownOnly,
  'terminal.integrated.env.osx': ownOnly,
};

/**
 * Merges values into the files below a user-data folder. In a server, settings of machine scope are read from the
 * machine's file only, and everything else belongs to the user's; a desktop reads them all from the user's.
 */
export function writeSettings(
  userDataFolder: string,
  values: SettingsValue,
  where: 'server' | 'desktop' = 'server',
): void {
  const machineNames = where === 'server' ? machineSettings() : new Set<string>();
  const isMachine = (name: string): boolean => machineNames.has(name);
  mergeInto(path.join(userDataFolder, 'Machine', 'settings.json'), values, isMachine);
  mergeInto(path.join(userDataFolder, 'User', 'settings.json'), values, (name) => !isMachine(name));
}

/** The current settings; machine settings override user settings. */
export function readSettings(userDataFolder: string): SettingsValue {
  return {
    ...readSettingsFile(path.join(userDataFolder, 'User', 'settings.json')),
    ...readSettingsFile(path.join(userDataFolder, 'Machine', 'settings.json')),
  };
}

function mergeInto(file: string, values: SettingsValue, belongs: (name: string) => boolean): void {
  const own = Object.entries(values).filter(([name]) => belongs(name));
  if (own.length === 0) return;
  mkdirSync(path.dirname(file), { recursive: true });
  writeFileSync(file, JSON.stringify({ ...readSettingsFile(file), ...Object.fromEntries(own) }, null, 2));
}

function readSettingsFile(file: string): SettingsValue {
  if (!existsSync(file)) return {};
  return JSON.parse(readFileSync(file, 'utf8')) as SettingsValue;
}

function machineSettings(): Set<string> {
  const machineScopes = new Set(['machine', 'machine-overridable', 'application-machine']);
  const settings = Object.entries(readManifest().settings);
  return new Set(settings.filter(([, setting]) => machineScopes.has(setting.scope ?? '')).map(([name]) => name));
}
