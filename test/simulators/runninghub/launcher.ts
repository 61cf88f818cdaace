import { enterpriseKey, personalKey, startRunningHub } from './';
import { number, setKeyLine, text, type SimulatorLauncher } from '../launcher';
import { usualApps } from './apps';

const apps: SimulatorLauncher = {
  type: 'runninghub-ai-app',
  async start(flags) {
    const key = text(flags, 'key', personalKey);
    const running = await startRunningHub({
      port: number(flags, 'port', 8030),
      keys: [{ key, type: 'NORMAL', coins: number(flags, 'coins', 1000), limit: number(flags, 'limit', 1) }],
      secondsPerTask: number(flags, 'seconds', 5),
    });
    const [app] = usualApps;
    const options = { webappId: text(flags, 'app', app?.id ?? ''), makes: 'both' };
    return {
      ...running,
      entry: { sites: { china: running.url }, options },
      lines: [
        setKeyLine(key),
        '',
        ...usualApps.map(({ id, name, accessPassword }) => {
          return `${id}  ${name}${accessPassword ? ` (access password: ${accessPassword})` : ''}`;
        }),
      ],
    };
  },
};

const models: SimulatorLauncher = {
  type: 'runninghub-models',
  async start(flags) {
    const key = text(flags, 'key', enterpriseKey);
    const running = await startRunningHub({
      port: number(flags, 'port', 8031),
      keys: [{ key, type: 'SHARED', money: number(flags, 'money', 100), limit: number(flags, 'limit', 10) }],
      secondsPerTask: number(flags, 'seconds', 5),
      instant: flags['instant'] === true,
    });
    return { ...running, entry: { sites: { china: running.url } }, lines: [setKeyLine(key)] };
  },
};

export const launcher: readonly SimulatorLauncher[] = [apps, models];
