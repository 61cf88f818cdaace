import { startGemini } from './';
import { number, setKeyLine, text, type SimulatorLauncher } from '../launcher';

export const launcher: SimulatorLauncher = {
  type: 'gemini',
  async start(flags) {
    const key = text(flags, 'key', 'AIza-simulator-0123456789');
    const running = await startGemini({
      port: number(flags, 'port', 8050),
      key,
      credit: number(flags, 'credit', 100),
      latency: number(flags, 'seconds', 3) * 1000,
    });
    return {
      ...running,
      entry: { baseUrl: running.url },
      lines: [
        setKeyLine(key),
        'A prompt with simulate:safety in it is withheld; the other words are in gemini/answers.ts.',
      ],
    };
  },
};
