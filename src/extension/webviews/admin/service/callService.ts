/** Calls to a service, with the result or an error and its next steps. */
import * as vscode from 'vscode';
import type { Easel } from '../../../../engine/surface/easel';
import type { ServiceAdministration } from '../../../../engine/surface/providers';
import { fail, failureFrom } from '../../../../shared/model/easelError';
import type { ServiceResult } from '../../../../shared/protocol/pages/service';
import { t } from '../../../platform/translate';
import { errorNoticeOf } from '../providers/view';

/** Reads get the signal of their call; writes are not aborted by a closed page. */
export type AdministrationOf = (service: string, signal?: AbortSignal) => Promise<ServiceAdministration>;

/** Turns a failure into a result, so that other calls are unaffected. */
export async function serviceResult<Value>(ask: () => Promise<Value>): Promise<ServiceResult<Value>> {
  try {
    return { value: await ask() };
  } catch (thrown) {
    return { error: errorNoticeOf(failureFrom(thrown), t) };
  }
}

/** @throws EaselError `unsupported` when the service does not have it. */
export function requireMethod<Method>(method: Method | undefined): Method {
  if (method === undefined) throw fail('unsupported');
  return method;
}

export function nameOf(easel: Easel, service: string): string {
  return easel.providers.services().find(({ id }) => id === service)?.name ?? service;
}

/** Asks in a dialog of VS Code, outside the page, before a deletion that can't be undone. */
export async function confirmDeletion(question: string, detail: string): Promise<boolean> {
  const yes = t('Delete');
  return (await vscode.window.showWarningMessage(question, { modal: true, detail }, yes)) === yes;
}
