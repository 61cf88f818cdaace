import { startQwenImageService } from './';
import { comparison } from './comparison';
import { number, text, type SimulatorLauncher } from '../launcher';

export const launcher: SimulatorLauncher = {
  type: 'qwen-image-service',
  comparison,
  async start(flags) {
    const username = text(flags, 'user', 'demo');
    const password = text(flags, 'password', 'demo-password');
    const isOpen = flags['no-auth'] === true;
    const running = await startQwenImageService({
      port: number(flags, 'port', 8000),
      users: [
        { username, password, admin: flags['admin'] === true, daily: number(flags, 'quota', 100) },
        { username: 'admin', password: 'admin-password', admin: true },
      ],
      auth: !isOpen,
      secondsPerImage: number(flags, 'seconds', 3),
      gpus: number(flags, 'gpus', 1),
    });
    return {
      ...running,
      entry: { baseUrl: running.url, ...(isOpen ? {} : { options: { username } }) },
      lines: [
        isOpen
          ? 'It wants no sign-in and, like the real service, fails at every call that needs its database.'
          : `and with "Easel: Set Provider Key…", password: ${password}`,
      ],
    };
  },
};
