import type * as vscode from 'vscode';
import { createUserState, type UserState } from '../../../src/extension/platform/userState';

/** A user state in which nothing was chosen before, and which forgets what is stored in it. */
export function emptyUserState(): UserState {
  return createUserState({ keys: () => [], get: () => undefined, update: () => Promise.resolve() } as vscode.Memento);
}
