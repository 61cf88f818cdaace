import type { FuzzedProvider } from '../../fuzz/answerTargets';
import { readyAnswers, type SentRequest } from '../harness/recordedAnswers';
import { bodyOf, play, recordings } from './recording';

export const fuzz: FuzzedProvider = {
  type: 'kie',
  scenes: () =>
    recordings()
      .flatMap(({ list }) => list)
      .map((recording) => ({
        answers: readyAnswers(recording.answers, bodyOf),
        play: (answers) => {
          const requests: SentRequest[] = [];
          return Promise.resolve({ outcome: play(recording.call, answers, requests), requests });
        },
      })),
};
