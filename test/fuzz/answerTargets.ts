/** Corrupted recorded answers of every service: each call must end in an outcome or a failure, with few requests. */
import assert from 'node:assert/strict';
import { EaselError } from '../../src/shared/model/easelError';
import { providerParts } from '../harness/providerParts';
import type { ReadyAnswer } from '../providers/harness/recordedAnswers';
import { oneOf } from '../torture/seeded';
import { below, spoilBytes, spoilValue, type Random } from './mutate';
import { target, type AnyTarget } from './target';

/** Exported by `fuzz.ts` in the folder of a provider's tests. */
export interface FuzzedProvider {
  type: string;
  scenes(): readonly Scene[];
}

/** A recorded call. */
export interface Scene {
  answers: readonly ReadyAnswer[];
  /** Makes the recorded call with these answers. `requests` are those that it sent. */
  play(answers: readonly ReadyAnswer[]): Promise<{ outcome: Promise<unknown>; requests: readonly unknown[] }>;
}

const statuses = [200, 201, 204, 301, 400, 401, 402, 403, 404, 408, 422, 429, 433, 455, 500, 502, 503, 504, 524];
const types = ['', 'text/html', 'image/png', 'application/zip', 'application/json', 'text/event-stream'];

function corrupted(answer: ReadyAnswer, random: Random): ReadyAnswer {
  const status = random() < 0.2 ? oneOf(statuses, random) : answer.status;
  const headers = random() < 0.1 ? { ...answer.headers, 'content-type': oneOf(types, random) } : answer.headers;
  return {
    status,
    headers,
    bytes: random() < 0.35 ? spoilBytes(answer.bytes, [], random) : corruptedJson(answer.bytes, random),
  };
}

function corruptedJson(bytes: Uint8Array, random: Random): Uint8Array {
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
      const answers = scene.answers.map((answer, index) => (index === which ? corrupted(answer, random) : answer));
      return { scene, answers };
    },
    async run({ scene, answers }: { scene: Scene; answers: readonly ReadyAnswer[] }) {
      const { outcome, requests } = await scene.play(answers);
      try {
        JSON.stringify(await outcome);
      } catch (thrown) {
        if (!(thrown instanceof EaselError)) throw thrown;
        assert.notEqual(thrown.failure.kind, 'internal');
        assert.ok(JSON.stringify(thrown.failure).length < 4_000, 'an oversized failure');
      }
      assert.ok(requests.length <= 12, `${requests.length} requests`);
    },
  });
}

/** The share of all inputs, divided among the providers. */
const share = 0.1;

function answerTargetsOf(parts: ReadonlyMap<string, FuzzedProvider>): AnyTarget[] {
  return [...parts.values()].map(({ type, scenes }) => targetOf(`answers: ${type}`, share / parts.size, scenes()));
}

export const answerTargets: readonly AnyTarget[] = answerTargetsOf(providerParts<FuzzedProvider>('fuzz'));
