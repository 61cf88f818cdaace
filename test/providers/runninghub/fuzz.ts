import type { FuzzedProvider } from '../../fuzz/answerTargets';
import { readyAnswers } from '../harness/recordedAnswers';
import { bodyOf, play, recordings } from './recording';

export const fuzz: readonly FuzzedProvider[] = ['runninghub-ai-app', 'runninghub-models'].map((type) => ({
  type,
  scenes: () =>
    recordings(type)
      .flatMap(({ list }) => list)
      .map((recording) => ({
        answers: readyAnswers(recording.answers, bodyOf),
        play: (answers) => play(type, recording.call, answers),
      })),
}));
