/** Recorded answers of every service, spoilt: a true outcome or a failure in words, and never a question without end. */
import assert from 'node:assert/strict';
import { EaselError } from '../../src/shared/model/easelError';
import type { Asked, ReadyAnswer } from '../providers/answers';
import * as kie from '../providers/kie/recording';
import * as nano from '../providers/openai/recording';
import * as qwen from '../providers/qwenImageService/recording';
import * as hub from '../providers/runninghub/recording';
import { oneOf } from '../torture/seeded';
import { below, spoilBytes, spoilValue, type Random } from './mutate';
import { target, type AnyTarget } from './target';

interface Scene {
  answers: readonly ReadyAnswer[];
  /** Makes the recorded call with these answers; gives how often the service was asked. */
  play(answers: readonly ReadyAnswer[]): Promise<{ outcome: Promise<unknown>; asked: readonly unknown[] }>;
}

const statuses = [200, 201, 204, 301, 400, 401, 402, 403, 404, 408, 422, 429, 433, 455, 500, 502, 503, 504, 524];
const types = ['', 'text/html', 'image/png', 'application/zip', 'application/json', 'text/event-stream'];

function spoilt(answer: ReadyAnswer, random: Random): ReadyAnswer {
  const status = random() < 0.2 ? oneOf(statuses, random) : answer.status;
  const headers = random() < 0.1 ? { ...answer.headers, 'content-type': oneOf(types, random) } : answer.headers;
  return {
    status,
    headers,
    bytes: random() < 0.35 ? spoilBytes(answer.bytes, [], random) : spoiltJson(answer.bytes, random),
  };
}

function spoiltJson(bytes: Uint8Array, random: Random): Uint8Array {
  try {
    const value: unknown = JSON.parse(new TextDecoder().decode(bytes));
    return new TextEncoder().encode(JSON.stringify(spoilValue(value, random)) ?? '');
  } catch {
    return spoilBytes(bytes, [], random);
  }
}

function targetOf(name: string, share: number, scenes: readonly Scene[]): AnyTarget {
  return target({
    name,
    share,
    make: (random) => {
      const scene = oneOf(scenes, random);
      const which = below(scene.answers.length, random);
      const answers = scene.answers.map((answer, index) => (index === which ? spoilt(answer, random) : answer));
      return { scene, answers };
    },
    async run({ scene, answers }: { scene: Scene; answers: readonly ReadyAnswer[] }) {
      const { outcome, asked } = await scene.play(answers);
      try {
        JSON.stringify(await outcome);
      } catch (thrown) {
        if (!(thrown instanceof EaselError)) throw thrown;
        assert.notEqual(thrown.failure.kind, 'internal');
        assert.ok(JSON.stringify(thrown.failure).length < 4_000, 'a failure as long as a book');
      }
      assert.ok(asked.length <= 12, `asked ${asked.length} times`);
    },
  });
}

const ready = <One extends { status: number; headers: Record<string, string> }>(
  list: readonly One[],
  bytesOf: (one: One) => Uint8Array,
): ReadyAnswer[] => list.map((one) => ({ status: one.status, headers: one.headers, bytes: bytesOf(one) }));

const qwenScenes = qwen
  .recordings()
  .flatMap(({ list }) => list)
  .map((recording): Scene => ({
    answers: ready(recording.answers, qwen.bodyOf),
    play: (answers) => {
      const { context, asked } = qwen.answeredContext([...answers], recording.call === 'signIn');
      return Promise.resolve({ outcome: qwen.calls[recording.call](context), asked });
    },
  }));

const kieScenes = kie
  .recordings()
  .flatMap(({ list }) => list)
  .map((recording): Scene => ({
    answers: ready(recording.answers, kie.bodyOf),
    play: (answers) => {
      const asked: Asked[] = [];
      return Promise.resolve({ outcome: kie.play(recording.call, answers, asked), asked });
    },
  }));

const nanoScenes = nano
  .recordings()
  .flatMap(({ list }) => list)
  .map((recording): Scene => ({
    answers: nano.readyAnswers(recording),
    play: (answers) => {
      const { context, asked } = nano.answeredContext(answers, recording);
      return Promise.resolve({ outcome: nano.calls[recording.call](context), asked });
    },
  }));

function hubScenes(type: string): Scene[] {
  return hub
    .recordings(type)
    .flatMap(({ list }) => list)
    .map((recording) => ({
      answers: ready(recording.answers, hub.bodyOf),
      play: (answers) => hub.play(type, recording.call, answers),
    }));
}

export const answerTargets: readonly AnyTarget[] = [
  targetOf('answers: qwen-image-service', 0.02, qwenScenes),
  targetOf('answers: nano-banana-edits', 0.02, nanoScenes),
  targetOf('answers: kie', 0.02, kieScenes),
  targetOf('answers: runninghub-ai-app', 0.02, hubScenes('runninghub-ai-app')),
  targetOf('answers: runninghub-rhart-edit', 0.02, hubScenes('runninghub-rhart-edit')),
];
