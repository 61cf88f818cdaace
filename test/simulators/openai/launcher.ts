import { startOpenAiImages } from './';
import { number, oneOf, setKeyLine, text, type SimulatorLauncher } from '../launcher';
import type { Answers, SimulatedDialect } from './simulation';

const dialects: readonly SimulatedDialect[] = ['sync', 't8', 'newapi', 'sub2api', 'grsai'];
const answersKnown: readonly Answers[] = ['b64', 'b64-prefixed', 'url', 'relative', 'content'];

export const launcher: SimulatorLauncher = {
  type: 'openai',
  async start(flags) {
    const dialect = oneOf(flags, 'dialect', dialects) ?? 'sync';
    const answers = oneOf(flags, 'answers', answersKnown);
    const key = flags['no-key'] === true ? false : text(flags, 'key', 'sk-simulator');
    const running = await startOpenAiImages({
      port: number(flags, 'port', 8020),
      dialect,
      key,
      credit: number(flags, 'credit', 100),
      secondsPerImage: number(flags, 'seconds', 3),
      latency: number(flags, 'latency', 0),
      repeatedImage: flags['repeated-image'] === true,
      numbersAsTexts: flags['numbers-as-texts'] === true,
      ...(answers ? { answers } : {}),
    });
    const hasTasks = dialect === 't8' || dialect === 'newapi';
    return {
      ...running,
      entry: {
        baseUrl: running.url,
        ...(hasTasks ? { synchronous: false } : {}),
        ...(dialect === 'sub2api' || dialect === 'grsai' ? { options: { dialect } } : {}),
      },
      lines: [
        key === false ? 'It wants no key.' : setKeyLine(key),
        'A prompt with simulate:moderation in it is refused; the other words are in openai/promptFaults.ts.',
      ],
    };
  },
};
