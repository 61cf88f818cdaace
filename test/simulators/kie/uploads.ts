/** The upload host: three ways in, files that are overwritten by name and served from a cache. */
import { randomUUID } from 'node:crypto';
import { json, readForm, type Reply, type WireRequest } from '../wire';
import { textOf } from './models';

export interface Uploads {
  handle(request: WireRequest): Promise<Reply>;
  sizeOf(url: string): [number, number] | undefined;
  /** Complete uploads with the right key. */
  received(): number;
  unknownFields: string[];
  /** Deletes all files. */
  clear(): void;
}

export interface UploadsOptions {
  url(): string;
  isAuthorized(request: WireRequest): boolean;
  now(): number;
  /** Answers in the older form: fileId, fileUrl, originalName. */
  isOldReply(): boolean;
}

interface Incoming {
  uploadPath: string;
  fileName: string | undefined;
  name: string;
  type: string;
  bytes: Uint8Array;
}

const largest = 100 * 1024 * 1024;

export function createUploads(options: UploadsOptions): Uploads {
  const files = new Map<string, Uint8Array>();
  const unknownFields: string[] = [];
  let received = 0;

  async function handle(request: WireRequest): Promise<Reply> {
    if (request.method === 'GET') return serve(request.path);
    const read = readers[request.path];
    if (!read || request.method !== 'POST') return springNotFound(request, options.now());
    if (!options.isAuthorized(request)) return refusal(401, 'You do not have access permissions');
    const incoming = await read(request);
    if (typeof incoming === 'string') return refusal(400, incoming);
    const { uploadPath, bytes } = incoming;
    if (uploadPath === '') return refusal(400, 'uploadPath is required');
    if (/^\/|\/$/.test(uploadPath)) return refusal(400, 'uploadPath must not start or end with a slash');
    if (bytes.length === 0) return refusal(400, 'file is empty');
    if (bytes.length > largest) return refusal(400, 'file is too large');
    received += 1;
    return json(200, { success: true, code: 200, msg: 'File uploaded successfully', data: keep(incoming) });
  }

  function keep({ uploadPath, fileName, name, type, bytes }: Incoming): Record<string, unknown> {
    const fileNamed = fileName ?? `${randomUUID()}-${name}`;
    const path = `/files/${uploadPath}/${fileNamed}`;
    // For an existing name, the cache keeps serving the older file.
    if (!files.has(path)) files.set(path, bytes);
    const url = options.url() + encodeURI(path);
    if (options.isOldReply()) return { fileId: randomUUID(), fileUrl: url, originalName: name };
    const uploadedAt = new Date(options.now()).toISOString();
    return {
      fileName: fileNamed,
      filePath: path.slice('/files/'.length),
      downloadUrl: url,
      fileSize: bytes.length,
      mimeType: type,
      uploadedAt,
    };
  }

  function serve(path: string): Reply {
    const bytes = files.get(decodeURI(path));
    if (!bytes) return { status: 404, headers: { 'content-type': 'application/xml' }, body: new Uint8Array() };
    return { status: 200, headers: { 'content-type': 'image/png' }, body: bytes };
  }

  const readers: Record<string, (request: WireRequest) => Promise<Incoming | string>> = {
    '/api/file-stream-upload': async (request) => {
      const { fields, files: sent } = await readForm(request);
      note([...fields.keys(), ...sent.map(({ field }) => field)], ['file', 'uploadPath', 'fileName']);
      const file = sent.find(({ field }) => field === 'file');
      if (!file) return 'file is required';
      const { name, type, bytes } = file;
      return { uploadPath: fields.get('uploadPath') ?? '', fileName: fields.get('fileName'), name, type, bytes };
    },
    '/api/file-base64-upload': async (request) => {
      const body = parsed(request);
      note(Object.keys(body), ['base64Data', 'uploadPath', 'fileName']);
      const data = textOf(body['base64Data']).replace(/^data:[^,]*,/, '');
      if (!/^[A-Za-z0-9+/=\s]+$/.test(data)) return 'base64Data is required';
      return { ...named(body), type: 'image/png', bytes: new Uint8Array(Buffer.from(data, 'base64')) };
    },
    '/api/file-url-upload': async (request) => {
      const body = parsed(request);
      note(Object.keys(body), ['fileUrl', 'uploadPath', 'fileName']);
      const bytes = files.get(decodeURI(new URL(String(body['fileUrl'])).pathname));
      return bytes ? { ...named(body), type: 'image/png', bytes } : 'File download failed';
    },
  };

  function note(names: string[], known: string[]): void {
    unknownFields.push(...names.filter((name) => !known.includes(name)));
  }

  return {
    handle,
    sizeOf: (url) => {
      const bytes = url.startsWith(options.url()) ? files.get(decodeURI(new URL(url).pathname)) : undefined;
      if (!bytes || bytes.length < 24) return undefined;
      const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
      return [view.getUint32(16), view.getUint32(20)];
    },
    received: () => received,
    unknownFields,
    clear: () => files.clear(),
  };
}

function named(body: Record<string, unknown>): Pick<Incoming, 'uploadPath' | 'fileName' | 'name'> {
  const fileName = body['fileName'];
  const { uploadPath } = body;
  return {
    uploadPath: typeof uploadPath === 'string' ? uploadPath : '',
    fileName: typeof fileName === 'string' ? fileName : undefined,
    name: 'file.png',
  };
}

export function parsed(request: WireRequest): Record<string, unknown> {
  try {
    const body: unknown = JSON.parse(request.body.toString('utf8'));
    return typeof body === 'object' && body !== null ? (body as Record<string, unknown>) : {};
  } catch {
    return {};
  }
}

/** Rejections of the upload host also have HTTP 200. */
function refusal(code: number, msg: string): Reply {
  return json(200, { success: false, code, msg, data: null });
}

/** The 404 of the service's web framework. */
export function springNotFound(request: WireRequest, now: number): Reply {
  const timestamp = new Date(now).toISOString();
  const body = { timestamp, status: 404, error: 'Not Found', message: 'No message available', path: request.path };
  return json(404, body);
}
