/** Simulators by provider type, to be started by tests and by hand. */
import { startKie } from './kie';
import { startOpenAiImages } from './openai';
import type { Answers, SimulatedDialect } from './openai/world';
import { startQwenImageService } from './qwenImageService';
import { enterpriseKey, personalKey, startRunningHub } from './runninghub';
import { usualApps } from './runninghub/apps';

/** What was given on the command line: `--port 8000` is `{ port: '8000' }`, `--no-auth` is `{ 'no-auth': true }`. */
export type Flags = Record<string, string | boolean | undefined>;

export interface Running {
  url: string;
  stop(): Promise<void>;
}

export const simulators: Record<string, (flags: Flags) => Promise<Running>> = {
  'qwen-image-service': startQwenByHand,
  kie: startKieByHand,
  'nano-banana-edits': startImagesByHand,
  'runninghub-ai-app': startAppsByHand,
  'runninghub-rhart-edit': startModelsByHand,
};

/** Starts one by name, says on standard output where it is and how Easel is told, and gives the way to stop it. */
export async function runSimulator(name: string, argv: readonly string[]): Promise<Running> {
  const start = simulators[name];
  if (!start) throw new Error(`No simulator named "${name}". There are: ${Object.keys(simulators).join(', ')}`);
  return start(flagsOf(argv));
}

/** `--name value` or `--name=value` gives a text, `--name` alone gives true. */
function flagsOf(argv: readonly string[]): Flags {
  const flags: Flags = {};
  for (const [index, argument] of argv.entries()) {
    const [, name, value] = /^--([\w-]+)(?:=(.*))?$/.exec(argument) ?? [];
    if (name === undefined) continue;
    const next = argv[index + 1];
    flags[name] = value ?? (next === undefined || next.startsWith('--') ? true : next);
  }
  return flags;
}

async function startQwenByHand(flags: Flags): Promise<Running> {
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
  const entry = {
    type: 'qwen-image-service',
    hosts: { domestic: running.url },
    ...(isOpen ? {} : { options: { username } }),
  };
  const lines = [
    running.url,
    '',
    'Easel finds it with this in the user settings (or with "Easel: Add Provider…"):',
    `  "easel.providers": [${JSON.stringify(entry)}]`,
    isOpen ? 'It wants no sign-in.' : `and with "Easel: Set Provider Key…", password: ${password}`,
  ];
  process.stdout.write(`${lines.join('\n')}\n`);
  return running;
}

async function startKieByHand(flags: Flags): Promise<Running> {
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
  const entry = { type: 'kie', hosts: { overseas: running.url }, uploadPath };
  const lines = [
    running.url,
    '',
    'Easel finds it with this in the user settings (or with "Easel: Add Provider…"):',
    `  "easel.providers": [${JSON.stringify(entry)}]`,
    `and with "Easel: Set Provider Key…", key: ${key}`,
  ];
  process.stdout.write(`${lines.join('\n')}\n`);
  return running;
}

const dialects: readonly SimulatedDialect[] = ['sync', 't8', 'newapi', 'sub2api', 'grsai'];
const answersKnown: readonly Answers[] = ['b64', 'b64-prefixed', 'url', 'relative', 'content'];

async function startImagesByHand(flags: Flags): Promise<Running> {
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
  const options = dialect === 'sub2api' || dialect === 'grsai' ? { options: { dialect } } : {};
  const hasTasks = dialect === 't8' || dialect === 'newapi';
  const entry = {
    type: 'nano-banana-edits',
    hosts: { domestic: running.url },
    ...(hasTasks ? { synchronous: false } : {}),
    ...options,
  };
  const lines = [
    running.url,
    '',
    'Easel finds it with this in the user settings (or with "Easel: Add Provider…"):',
    `  "easel.providers": [${JSON.stringify(entry)}]`,
    key === false ? 'It wants no key.' : `and with "Easel: Set Provider Key…", key: ${key}`,
    'A prompt with simulate:moderation in it is refused; the other words are in openai/misfortunes.ts.',
  ];
  process.stdout.write(`${lines.join('\n')}\n`);
  return running;
}

function oneOf<Value extends string>(flags: Flags, name: string, values: readonly Value[]): Value | undefined {
  const given = flags[name];
  if (given === undefined) return undefined;
  const found = values.find((value) => value === given);
  if (!found) throw new Error(`--${name} wants one of ${values.join(', ')}`);
  return found;
}

async function startAppsByHand(flags: Flags): Promise<Running> {
  const key = text(flags, 'key', personalKey);
  const running = await startRunningHub({
    port: number(flags, 'port', 8030),
    keys: [{ key, type: 'NORMAL', coins: number(flags, 'coins', 1000), limit: number(flags, 'limit', 1) }],
    secondsPerTask: number(flags, 'seconds', 5),
  });
  const [app] = usualApps;
  const options = { webappId: text(flags, 'app', app?.id ?? ''), makes: 'both' };
  const entry = { type: 'runninghub-ai-app', hosts: { domestic: running.url }, options };
  const lines = [
    running.url,
    '',
    'Easel finds it with this in the user settings (or with "Easel: Add Provider…"):',
    `  "easel.providers": [${JSON.stringify(entry)}]`,
    `and with "Easel: Set Provider Key…", key: ${key}`,
    '',
    ...usualApps.map(({ id, name, accessPassword }) => {
      return `${id}  ${name}${accessPassword ? ` (access password: ${accessPassword})` : ''}`;
    }),
  ];
  process.stdout.write(`${lines.join('\n')}\n`);
  return running;
}

async function startModelsByHand(flags: Flags): Promise<Running> {
  const key = text(flags, 'key', enterpriseKey);
  const running = await startRunningHub({
    port: number(flags, 'port', 8031),
    keys: [{ key, type: 'SHARED', money: number(flags, 'money', 100), limit: number(flags, 'limit', 10) }],
    secondsPerTask: number(flags, 'seconds', 5),
    instant: flags['instant'] === true,
  });
  const entry = { type: 'runninghub-rhart-edit', hosts: { domestic: running.url } };
  const lines = [
    running.url,
    '',
    'Easel finds it with this in the user settings (or with "Easel: Add Provider…"):',
    `  "easel.providers": [${JSON.stringify(entry)}]`,
    `and with "Easel: Set Provider Key…", key: ${key}`,
  ];
  process.stdout.write(`${lines.join('\n')}\n`);
  return running;
}

function text(flags: Flags, name: string, otherwise: string): string {
  const value = flags[name];
  return typeof value === 'string' && value !== '' ? value : otherwise;
}

function number(flags: Flags, name: string, otherwise: number): number {
  const value = Number(flags[name] ?? otherwise);
  if (!Number.isFinite(value) || value < 0) throw new Error(`--${name} wants a number`);
  return value;
}
