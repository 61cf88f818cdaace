/**
 * OpenAI-style images at any host: OpenAI itself, the relays that resell nano-banana and gpt-image, and self-hosted engines
 * that speak the same (vLLM-Omni, SGLang, LocalAI, Xinference and their kin).
 *
 * Configuration: `submitPath` is the call for new pictures (JSON), `editPath` the one for edits (multipart), `resultPath`
 * where tasks are asked for (the id is put behind it, or in place of `{id}`). The host may be entered with or without `/v1`.
 * `synchronous: false` asks the service for a task (`?async=true`), which it may ignore: what an answer is, its body says.
 * A synchronous answer that is lost can not be asked for again; nothing here can be cancelled.
 */
import type { TaskProvider } from '../contract/provider';
import { balance, test } from './account';
import { manifest } from './manifest';
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
  unknownModel,
  submit,
  poll,
  balance,
  test,
};
