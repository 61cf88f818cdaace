import type * as vscode from 'vscode';
import type { Secrets } from '../../../shared/platform/ports';

/** Keys and passwords in VS Code's SecretStorage. */
export function createSecrets(storage: vscode.SecretStorage): Secrets {
  return {
    get: async (key) => storage.get(key),
    set: async (key, value) => storage.store(key, value),
    delete: async (key) => storage.delete(key),
    onChange: (listener) => storage.onDidChange(listener),
  };
}
