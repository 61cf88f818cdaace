/** Tests a configuration and shows the result. */
import * as vscode from 'vscode';
import type { Easel } from '../../engine/surface/easel';
import type { ProviderView, TestReport } from '../../engine/surface/providers';
import { failureFrom } from '../../shared/model/easelError';
import type { Failure } from '../../shared/model/failure';
import { systemClock } from '../platform/clock';
import { showFailure, showNotice } from '../notifications/messages';
import { withSlowProgress } from '../notifications/slowProgress';
import { t } from '../platform/translate';
import { escapeLinks } from '../../shared/format/sanitize';
import { formatTestReport } from '../messages/providers';

/** A button on the message of a passed test. */
export type TestOffer = readonly [label: string, run: () => unknown];

/** @returns Whether the test passed, without waiting until the message is closed. */
export async function runProviderTest(
  easel: Easel,
  provider: ProviderView,
  offers: readonly TestOffer[] = [],
): Promise<boolean> {
  const { id, name } = provider.config;
  const title = t('Testing {provider}…', { provider: name });
  const result = await withSlowProgress(systemClock, title, runTest(easel, id));
  if ('facts' in result) void showPassedTest(name, result, offers);
  else void showFailedTest(easel, provider, { failure: result, offers });
  return 'facts' in result;
}

/** After a rejected key was replaced, the test runs again. */
async function showFailedTest(
  easel: Easel,
  provider: ProviderView,
  { failure, offers }: { failure: Failure; offers: readonly TestOffer[] },
): Promise<void> {
  const { id, name } = provider.config;
  const again = (): Promise<boolean> => runProviderTest(easel, provider, offers);
  const setSecret = async (): Promise<void> => {
    if ((await vscode.commands.executeCommand('easel.setProviderKey', id)) === true) await again();
  };
  const handlers = { again, 'set-key': setSecret, 'set-password': setSecret };
  await showFailure({ providerId: id, providerName: name, ...failure }, handlers);
}

async function runTest(easel: Easel, id: string): Promise<TestReport | Failure> {
  try {
    return await easel.providers.test(id);
  } catch (thrown) {
    return failureFrom(thrown);
  }
}

async function showPassedTest(name: string, report: TestReport, offers: readonly TestOffer[]): Promise<void> {
  const text = formatTestReport(name, report, t);
  if (offers.length === 0) return showNotice(text);
  const chosen = await vscode.window.showInformationMessage(escapeLinks(text), ...offers.map(([label]) => label));
  await offers.find(([label]) => label === chosen)?.[1]();
}
