import { startOpenRouter } from './';
import { number, setKeyLine, text, type SimulatorLauncher } from '../launcher';

export const launcher: SimulatorLauncher = {
  type: 'openrouter',
  async start(flags) {
    const key = text(flags, 'key', 'sk-or-v1-simulator');
    const running = await startOpenRouter({
      port: number(flags, 'port', 8060),
      key,
      latency: number(flags, 'seconds', 3) * 1000,
    });
    running.setCredit(number(flags, 'credit', 10));
    return {
      ...running,
      entry: { baseUrl: running.url },
      lines: [
        setKeyLine(key),
        'The model openai/gpt-image-2 sends previews. A prompt with simulate:moderation in it is refused; the other words are in openrouter/answers.ts.',
      ],
    };
  },
};
