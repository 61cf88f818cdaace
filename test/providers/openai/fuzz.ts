import type { FuzzedProvider } from '../../fuzz/answerTargets';
import { answeredContext, calls, readyAnswers, recordings } from './recording';

export const fuzz: FuzzedProvider = {
  type: 'openai',
  scenes: () =>
    recordings()
      .flatMap(({ list }) => list)
      .map((recording) => ({
        answers: readyAnswers(recording),
        play: (answers) => {
          const { context, requests } = answeredContext(answers, recording);
          return Promise.resolve({ outcome: calls[recording.call](context), requests });
        },
      })),
};
