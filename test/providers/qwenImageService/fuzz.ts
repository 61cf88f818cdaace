import type { FuzzedProvider } from '../../fuzz/answerTargets';
import { readyAnswers } from '../harness/recordedAnswers';
import { answeredContext, bodyOf, calls, recordings } from './recording';

export const fuzz: FuzzedProvider = {
  type: 'qwen-image-service',
  scenes: () =>
    recordings()
      .flatMap(({ list }) => list)
      .map((recording) => ({
        answers: readyAnswers(recording.answers, bodyOf),
        play: (answers) => {
          const { context, requests } = answeredContext([...answers], recording.call === 'signIn');
          return Promise.resolve({ outcome: calls[recording.call](context), requests });
        },
      })),
};
