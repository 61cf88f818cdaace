/**
 * OpenAI-style images at any host: OpenAI itself, the relays that resell nano-banana and gpt-image, and self-hosted engines
 * that speak the same (vLLM-Omni, SGLang, LocalAI, Xinference and their kin).
 *
 * Configuration: `submitPath` is the path for new images (JSON), `editPath` the one for edits (multipart), and `resultPath`
 * the one of tasks (the ID is appended, or replaces `{id}`). The address may end with `/v1` or not. `synchronous: false`
 * requests a task (`?async=true`), which the service may ignore: the body of an answer decides what it is. A lost
 * synchronous answer can't be fetched again, and no dialect has a call that cancels a task.
 */
import type { TaskProvider } from '../contract/provider';
import { balance, test } from './account';
import { manifest } from './manifest';
import { models } from './modelList';
import { knownModels, unknownModel } from './models';
import type { OpenAiOptions } from './options';
import { submit } from './submit';
import { poll } from './tasks';

const minute = 60_000;
const pollingInterval = { first: 2_000, every: 3_000, deadline: 10 * minute } as const;

export const openai: TaskProvider<OpenAiOptions> = {
  ...manifest,
  concurrency: 3,
  answers: 'with a ticket',
  pollingInterval: { generate: pollingInterval, edit: pollingInterval, batch: pollingInterval },
  knownModels,
  models,
  unknownModel,
  submit,
  poll,
  balance,
  test,
};
