import type { FuzzedProvider } from '../../fuzz/answerTargets';
import type { SentRequest } from '../harness/recordedAnswers';
import { play, readyAnswer, recordings } from './recording';

export const fuzz: FuzzedProvider = {
  type: 'openrouter',
  scenes: () =>
    recordings()
      .flatMap(({ list }) => list)
      .map((recording) => ({
        answers: [readyAnswer(recording)],
        play: (answers) => {
          const requests: SentRequest[] = [];
          return Promise.resolve({ outcome: play(recording.call, answers, requests), requests });
        },
      })),
};
