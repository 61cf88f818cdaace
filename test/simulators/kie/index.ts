/**
 * KIE.ai as it is on the wire, without its models: an API host and an upload host, errors inside HTTP 200, fields checked
 * model by model, 20 new tasks in 10 s, tasks that are not found just after they were made, signed callbacks.
 */
import { json, startWire, type Exchange, type FaultRule, type Reply, type WireRequest } from '../wire';
import { post, signatureOf, type SentCallback } from './callbacks';
import { recordOf, type Dialect } from './dialect';
import { complaintAbout, simulatedModels, textOf } from './models';
import { createTasks, type Task, type TaskControl } from './tasks';
import { createUploads, parsed, springNotFound } from './uploads';

export interface KieOptions {
  /** 0 or left out: any free one. */
  port?: number;
  uploadPort?: number;
  key?: string;
  credits?: number;
  /** Time of one task. 0 or left out: at once. */
  secondsPerImage?: number;
  /** New tasks that are accepted in 10 s; 20 when left out. */
  tasksPerWindow?: number;
  /** Number of polls that don't find a new task. */
  blindPolls?: number;
  /** Callbacks are signed with it; left out: unsigned. */
  webhookHmacKey?: string;
  now?(): number;
}

/** A replaced answer in the service's envelope. */
export interface CodeAnswer {
  code: number;
  msg: string;
  /** The task is created nevertheless. */
  handled?: boolean;
}

export interface KieSimulator extends TaskControl {
  url: string;
  uploadUrl: string;
  key: string;
  stop(): Promise<void>;
  exchanges: Exchange[];
  uploadExchanges: Exchange[];
  /** Whole calls of createTask with the right key, refused ones included. */
  received(): number;
  /** Created and paid tasks. */
  created(): number;
  uploaded(): number;
  /** Fields that the service doesn't document. */
  unknownFields(): string[];
  /** Bodies of createTask, in order. */
  bodies: Record<string, unknown>[];
  callbacks: SentCallback[];
  misbehave(rule: FaultRule): void;
  misbehaveUpload(rule: FaultRule): void;
  behave(): void;
  /** Replaces the answers to the next calls of a path. */
  answerNext(path: 'createTask' | 'recordInfo' | 'credit', answer: CodeAnswer, times?: number): void;
  speak(dialect: Dialect): void;
  setCredits(credits: number): void;
  /** Uploads answer in the older documented form. */
  answerUploadsTheOldWay(): void;
  forgetUploads(): void;
  /** Sends a finished task's callback once more, signed with `key`. */
  callBack(taskId: string, url: string, change?: { key?: string; timestamp?: string }): Promise<number>;
}

const callbackTries = 4;

export async function startKie(options: KieOptions = {}): Promise<KieSimulator> {
  const now = options.now ?? (() => Date.now());
  const key = options.key ?? 'kie-simulated-key-1234';
  const bodies: Record<string, unknown>[] = [];
  const callbacks: SentCallback[] = [];
  const instead: { path: string; answer: CodeAnswer; times: number }[] = [];
  const starts: number[] = [];
  const unknownFields: string[] = [];
  const pending = new Set<Promise<void>>();
  let credits = options.credits ?? 1000;
  let dialect: Dialect = {};
  let received = 0;
  let created = 0;
  let oldUploads = false;
  let apiUrl = '';
  let uploadUrl = '';

  const isAuthorized = (request: WireRequest): boolean => request.headers['authorization'] === `Bearer ${key}`;
  const uploads = createUploads({ url: () => uploadUrl, isAuthorized, now, isOldReply: () => oldUploads });
  const tasks = createTasks({
    now,
    filesUrl: () => apiUrl,
    uploadsUrl: () => uploadUrl,
    secondsPerImage: options.secondsPerImage ?? 0,
    sizeOf: uploads.sizeOf,
    ended,
  });

  const routes: Record<string, (request: WireRequest) => Reply> = {
    'POST /api/v1/jobs/createTask': createTask,
    'GET /api/v1/jobs/recordInfo': recordInfo,
    'GET /api/v1/chat/credit': () => say(200, 'success', dialect.numbersAsText ? String(credits) : credits),
    'POST /api/v1/common/download-url': downloadUrl,
  };

  function handle(request: WireRequest): Reply {
    if (request.method === 'GET' && request.path.startsWith('/results/')) return serve(request.path);
    const route = routes[`${request.method} ${request.path}`];
    if (!route) return springNotFound(request, now());
    if (!isAuthorized(request)) return say(401, 'You do not have access permissions');
    return route(request);
  }

  function createTask(request: WireRequest): Reply {
    received += 1;
    const body = parsed(request);
    bodies.push(body);
    const given = takeAnswer('createTask');
    if (given && !given.handled) return say(given.code, given.msg);
    const reply = make(body);
    return given ? say(given.code, given.msg) : reply;
  }

  function make(body: Record<string, unknown>): Reply {
    const { model: name, input, callBackUrl } = body;
    const extra = Object.keys(body).filter((field) => !['model', 'callBackUrl', 'input'].includes(field));
    unknownFields.push(...extra);
    if (extra.length > 0) return say(422, `${extra.join(', ')} is not a field of createTask`);
    const model = simulatedModels[String(name)];
    if (typeof name !== 'string' || !model) return say(422, 'The model name you specified is not supported');
    if (callBackUrl !== undefined && !URL.canParse(textOf(callBackUrl))) return say(422, 'callBackUrl is not a URL');
    if (typeof input !== 'object' || input === null || Array.isArray(input)) return say(422, 'input is required');
    const fields = input as Record<string, unknown>;
    unknownFields.push(...Object.keys(fields).filter((field) => !(field in model.fields)));
    const complaint = complaintAbout(model, fields);
    if (complaint) return say(422, `This field is invalid: ${complaint}`);
    while (starts[0] !== undefined && starts[0] <= now() - 10_000) starts.shift();
    if (starts.length >= (options.tasksPerWindow ?? 20)) {
      return say(429, 'Your call frequency is too high. Please try again later.');
    }
    const price = model.credits * Number(fields['num_images'] ?? 1);
    if (credits < price)
      return say(402, 'Credits insufficient. Your current balance is not enough to run this request.');
    starts.push(now());
    credits -= price;
    created += 1;
    const task = tasks.add(body, { input: fields, credits: price });
    return say(200, 'success', {
      [dialect.idName ?? 'taskId']: task.id,
      ...(dialect.idName ? {} : { recordId: task.id }),
    });
  }

  function recordInfo(request: WireRequest): Reply {
    const given = takeAnswer('recordInfo');
    if (given) return say(given.code, given.msg);
    const task = tasks.get(request.query.get('taskId') ?? '');
    if (!task || (task.polls += 1) <= (options.blindPolls ?? 0)) return say(422, 'recordInfo is null');
    return say(200, 'success', recordOf(task, dialect));
  }

  function downloadUrl(request: WireRequest): Reply {
    const url = textOf(parsed(request)['url']);
    const isOwn = url.startsWith(`${apiUrl}/results/`) && tasks.file(new URL(url).pathname);
    return isOwn ? say(200, 'success', `${url}?expires=1200`) : say(422, 'The URL is not one of ours');
  }

  function serve(path: string): Reply {
    const bytes = tasks.file(path);
    if (bytes) return { status: 200, headers: { 'content-type': 'image/png' }, body: bytes };
    const page = '<?xml version="1.0"?><Error><Code>NoSuchKey</Code></Error>';
    return { status: 404, headers: { 'content-type': 'application/xml' }, body: new TextEncoder().encode(page) };
  }

  function say(code: number, msg: string, data: unknown = null): Reply {
    return json(200, { code: dialect.numbersAsText ? String(code) : code, msg, data });
  }

  function takeAnswer(path: string): CodeAnswer | undefined {
    const at = instead.findIndex((one) => one.path === path);
    const found = instead[at];
    if (!found) return undefined;
    found.times -= 1;
    if (found.times <= 0) instead.splice(at, 1);
    return found.answer;
  }

  function ended(task: Task): void {
    if (task.state === 'fail') credits += task.credits;
    const { callBackUrl } = task;
    if (callBackUrl === undefined) return;
    const sending = tell(task, callBackUrl).finally(() => pending.delete(sending));
    pending.add(sending);
  }

  /** Up to four tries, until the answer is 200. */
  async function tell(task: Task, url: string): Promise<void> {
    for (let tries = 0; tries < callbackTries; tries += 1) {
      if ((await send(task, url, {})) === 200) return;
    }
  }

  async function send(task: Task, url: string, change: { key?: string; timestamp?: string }): Promise<number> {
    const timestamp = change.timestamp ?? String(Math.floor(now() / 1000));
    const signKey = change.key ?? options.webhookHmacKey;
    const { taskId, ...record } = recordOf(task, dialect);
    const body = JSON.stringify({
      code: task.state === 'success' ? 200 : Number(task.failure?.code ?? 501),
      msg: task.state === 'success' ? 'Playground task completed successfully.' : 'Playground task failed.',
      data: { [dialect.callbackIdName ?? 'taskId']: taskId, ...record },
    });
    const headers = {
      'content-type': 'application/json',
      ...(signKey
        ? { 'x-webhook-timestamp': timestamp, 'x-webhook-signature': signatureOf(task.id, timestamp, signKey) }
        : {}),
    };
    const status = await post(url, headers, body);
    callbacks.push({ url, headers, body, status });
    return status;
  }

  const fieldsOf = async (request: WireRequest): Promise<string[]> =>
    request.type === 'application/json' ? Object.keys(parsed(request)) : [];
  const api = await startWire({ port: options.port ?? 0, handle, fieldsOf });
  const upload = await startWire({ port: options.uploadPort ?? 0, handle: uploads.handle });
  apiUrl = api.url;
  uploadUrl = upload.url;
  return {
    ...tasks.control,
    url: api.url,
    uploadUrl: upload.url,
    key,
    exchanges: api.exchanges,
    uploadExchanges: upload.exchanges,
    received: () => received,
    created: () => created,
    uploaded: uploads.received,
    unknownFields: () => [...unknownFields, ...uploads.unknownFields],
    bodies,
    callbacks,
    misbehave: api.misbehave,
    misbehaveUpload: upload.misbehave,
    behave: () => {
      api.behave();
      upload.behave();
      instead.splice(0);
      dialect = {};
    },
    answerNext: (path, answer, times = 1) => void instead.push({ path, answer, times }),
    speak: (wanted) => void (dialect = wanted),
    setCredits: (wanted) => void (credits = wanted),
    answerUploadsTheOldWay: () => void (oldUploads = true),
    forgetUploads: uploads.clear,
    callBack: (taskId, url, change = {}) => {
      const task = tasks.get(taskId);
      if (!task) throw new Error(`no task ${taskId}`);
      return send(task, url, change);
    },
    async stop() {
      tasks.stop();
      await Promise.all([api.stop(), upload.stop()]);
      await Promise.all(pending);
    },
  };
}
