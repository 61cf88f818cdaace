import { startKie } from './';
import { number, setKeyLine, text, type SimulatorLauncher } from '../launcher';

export const launcher: SimulatorLauncher = {
  type: 'kie',
  async start(flags) {
    const key = text(flags, 'key', 'kie-demo-key');
    const hmacKey = text(flags, 'hmac', '');
    const running = await startKie({
      port: number(flags, 'port', 8010),
      uploadPort: number(flags, 'upload-port', 8011),
      key,
      credits: number(flags, 'credits', 100),
      secondsPerImage: number(flags, 'seconds', 3),
      ...(hmacKey ? { webhookHmacKey: hmacKey } : {}),
    });
    const uploadPath = `${running.uploadUrl}/api/file-stream-upload`;
    return { ...running, entry: { baseUrl: running.url, uploadPath }, lines: [setKeyLine(key)] };
  },
};
