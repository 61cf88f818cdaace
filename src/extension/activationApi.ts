/** The API of `activate()`: complete at activation, while the code behind its calls is loaded by the first of them. */
import * as vscode from 'vscode';
import type { EaselEvent } from '../shared/protocol/connection/events';
import type { EaselExtensionApi } from './api';
import { failureMessage } from './messages/failure/failureMessage';
import type { Engine } from './platform/engine/engine';
import { once } from './platform/lazy';
import { t } from './platform/translate';
import type { UserState } from './platform/userState';

export function createActivationApi(engine: Engine, userState: UserState): { api: EaselExtensionApi; dispose(): void } {
  const changes = new vscode.EventEmitter<EaselEvent>();
  let events: { dispose(): void } | undefined;
  const opening = engine.onOpen((easel) => {
    events?.dispose();
    events = easel.onEvent((event) => changes.fire(event));
  });
  const calls = once(async () => (await import('./api')).createApiCalls(engine, userState));

  const api: EaselExtensionApi = {
    version: 1,
    generate: async (input) => (await calls()).generate(input),
    edit: async (input) => (await calls()).edit(input),
    batch: async (input) => (await calls()).batch(input),
    getJob: async (jobId) => (await calls()).getJob(jobId),
    finished: async (jobId) => (await calls()).finished(jobId),
    cancel: async (jobId) => (await calls()).cancel(jobId),
    resume: async (jobId) => (await calls()).resume(jobId),
    readImage: async (imageId) => (await calls()).readImage(imageId),
    providers: async () => (await calls()).providers(),
    // Synchronous by contract, so the messages of failures are loaded at activation.
    describeFailure: (failure) => failureMessage(failure, t).sentence,
    onDidChange: changes.event,
  };
  return {
    api,
    dispose() {
      opening.dispose();
      events?.dispose();
      changes.dispose();
    },
  };
}
