/** The cases in which something goes wrong: the words on the screen, whose fault they say it is, and what the history keeps. */
import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import { failureOwnerOf, type Failure, type FailureOwner } from '../../../src/shared/model/failure';
import type { JobView } from '../../../src/shared/model/jobs';
import { namesIn } from '../support/host';
import type { ShownMessage } from '../support/messages';
import { checkImages } from './imageCases';
import { historyOf, onlyJob, type Stage } from './stage';

interface ErrorNotice {
  failure: Partial<Failure>;
  fault: FailureOwner;
  /** After the name of the provider has been put in place of `{who}`. */
  sentence: string;
  /** What is offered next, at least. */
  next: readonly string[];
  /** Calls for work that the service had; no picture may be paid twice. */
  mostReceived: 0 | 1;
}

export async function wrongKey(stage: Stage): Promise<void> {
  const { expected, secrets } = stage.service().wrongSecrets;
  const secret = 'password' in secrets ? 'password' : 'key';
  await failing(stage, {
    failure: expected,
    fault: 'account',
    sentence: `^{who} rejected the ${secret}\\. .* (at|for) 127\\.0\\.0\\.1:\\d+\\. \\(\\d+\\)$`,
    next: [secret === 'key' ? 'Set Key' : 'Set Password', 'Edit Provider'],
    mostReceived: 0,
  });
}

export async function noCredit(stage: Stage): Promise<void> {
  const failure = stage.service().exhaust();
  await failing(stage, {
    failure,
    fault: 'account',
    sentence: "^(You've used up your credit at {who}|You have only \\d+ left of today's quota at {who})",
    next: ['Choose Provider'],
    mostReceived: 1,
  });
}

export async function moderation(stage: Stage): Promise<void> {
  const failure = stage.service().refuseContent?.();
  assert.ok(failure, 'the service refuses nothing');
  await failing(stage, {
    failure,
    fault: 'request',
    sentence:
      '^{who} rejected the prompt because of its content policy\\. Try different wording\\. Response: ".+"\\. .*\\(.+\\)$',
    next: ['Edit Prompt'],
    mostReceived: 1,
  });
}

export async function providerFails(stage: Stage): Promise<void> {
  stage.service().failNext();
  await failing(stage, {
    failure: { kind: 'server', reason: 'task-failed', maybeReceived: true },
    fault: 'provider',
    sentence: '^{who} failed to complete the job.*\\. Response: ".+"\\..*(charged|counts against your quota)',
    next: ['Try Again', 'Choose Provider'],
    mostReceived: 1,
  });
}

/** The picture was made, and nobody has it any more; who has only an address of it is asked for a good while yet. */
export async function expired(stage: Stage): Promise<void> {
  const service = stage.service();
  service.hold();
  const shown = start(stage);
  await onlyJob(stage, 'at the service', (job) => job.state === 'running');
  service.finishExpired();
  await shown;
  // It hands the pictures over itself, and so knows what it does not have any more.
  if (!stage.row.returnsBytes) return away(stage);
  await failed(stage, {
    failure: { kind: 'expired' },
    fault: 'provider',
    sentence: '^{who} no longer has this image.*\\. Generate it again\\.',
    next: ['Try Again'],
    mostReceived: 1,
  });
}

async function away(stage: Stage): Promise<void> {
  const sentenceOfAway =
    "^Still running at {who} .*The image is ready, but {who} can't deliver it yet\\. .*\\(40[34]\\)$";
  const message = await stage.messages.waitFor(sentence(stage, sentenceOfAway));
  assert.deepEqual(message.buttons, ['Keep Waiting']);
  const job = await onlyJob(stage, 'that is away', ({ state }) => state === 'overdue');
  assert.deepEqual([job.failure?.kind, job.failure?.reason, job.images], ['expired', 'result-away', []]);
  assert.equal(stage.service().received(), 1);
  message.press('');
}

/** Begins what {@link late} looks at some seconds later. */
export async function startLate(stage: Stage): Promise<void> {
  stage.service().hold();
  await start(stage);
}

/** Not failed: still at the provider; waited for once more by a button, and collected. */
export async function late(stage: Stage): Promise<void> {
  const { messages, name, api } = stage;
  const still = await messages.waitFor(
    sentence(stage, "^Still running at {who} after \\d+ s\\. You won't lose the result\\.$"),
  );
  assert.deepEqual(still.buttons, ['Keep Waiting', 'Check Later', 'Stop Waiting']);
  const overdue = await onlyJob(stage, 'that is late', (job) => job.state === 'overdue');
  assert.deepEqual([overdue.failure, overdue.images, overdue.cancellable], [undefined, [], 'yes']);
  stage.service().release();
  still.press('Keep Waiting');
  const done = await messages.waitFor(sentence(stage, '^[\\w-]+\\.png · \\d+ × \\d+ · {who}$'));
  assert.ok(done.buttons.includes('Insert') && done.buttons.includes('Open'), done.buttons.join(', '));
  const job = await api.getJob(overdue.id);
  assert.equal(job.providerName, name);
  await checkImages(stage, [job], { count: 1, names: job.images.map(({ fileName }) => fileName) });
}

/** The command as a person has it. */
async function start({ providerId, words, folder }: Stage): Promise<void> {
  const prompt = `a lighthouse, ${words}`;
  await vscode.commands.executeCommand('easel.generate', { prompt, provider: providerId, folder });
}

async function failing(stage: Stage, trouble: ErrorNotice): Promise<void> {
  await start(stage);
  await failed(stage, trouble);
}

async function failed(stage: Stage, trouble: ErrorNotice): Promise<void> {
  const message = await stage.messages.waitFor(new RegExp(escaped(stage.name)));
  checkWords(stage, message, trouble);
  const [job, ...others] = historyOf(stage);
  assert.ok(job && others.length === 0, 'one entry of the history');
  checkFailed(stage, job, trouble);
  assert.equal(stage.api.describeFailure(job.failure ?? { kind: 'internal' }), message.text);
  assert.deepEqual(await namesIn(stage.folder), []);
  const received = stage.service().received();
  assert.ok(received <= trouble.mostReceived, `${received} calls for work`);
}

function checkWords(stage: Stage, message: ShownMessage, trouble: ErrorNotice): void {
  assert.match(message.text, sentence(stage, trouble.sentence));
  // A gap in a sentence is filled with a question mark.
  assert.doesNotMatch(message.text, / \?[ ,.]|undefined|\{\w+\}/);
  const missing = trouble.next.filter((button) => !message.buttons.includes(button));
  assert.deepEqual(missing, [], message.buttons.join(', '));
}

function checkFailed({ providerId, name }: Stage, job: JobView, trouble: ErrorNotice): void {
  assert.equal(job.state, 'failed');
  const { failure } = job;
  assert.ok(failure);
  assert.equal(failureOwnerOf(failure), trouble.fault);
  assert.deepEqual({ ...failure, ...trouble.failure }, failure);
  assert.deepEqual([failure.providerId, failure.providerName], [providerId, name]);
  assert.equal(job.attempts.length, 1);
  assert.deepEqual(job.images, []);
  assert.ok(job.finishedAt !== undefined);
}

export function sentence({ name }: Stage, pattern: string): RegExp {
  return new RegExp(pattern.replaceAll('{who}', escaped(name)), 'u');
}

function escaped(text: string): string {
  return text.replaceAll(/[\\^$.*+?()[\]{}|]/g, '\\$&');
}
