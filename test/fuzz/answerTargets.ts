/** Recorded answers of every service, spoilt: a true outcome or a failure in words, and never a question without end. */
import assert from 'node:assert/strict';
import { EaselError } from '../../src/shared/model/easelError';
import { providerParts } from '../harness/providerParts';
import type { ReadyAnswer } from '../providers/harness/recordedAnswers';
import { oneOf } from '../torture/seeded';
import { below, spoilBytes, spoilValue, type Random } from './mutate';
import { target, type AnyTarget } from './target';

/** As `fuzz.ts` in the folder of a provider's tests exports it. */
export interface FuzzedProvider {
  type: string;
  scenes(): readonly Scene[];
}

/** A recorded call. */
export interface Scene {
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

/** The part of all inputs that answers get, shared out over the providers. */
const share = 0.1;

function answerTargetsOf(parts: ReadonlyMap<string, FuzzedProvider>): AnyTarget[] {
  return [...parts.values()].map(({ type, scenes }) => targetOf(`answers: ${type}`, share / parts.size, scenes()));
}

export const answerTargets: readonly AnyTarget[] = answerTargetsOf(providerParts<FuzzedProvider>('fuzz'));
