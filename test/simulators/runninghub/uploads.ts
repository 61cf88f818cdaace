/** Both upload calls: one gives a name on the server, the other a URL as well. */
import { createHash } from 'node:crypto';
import { sniffImage } from '../../../src/engine/images/formats/sniff';
import { readForm, type Form, type Reply, type WireRequest } from '../wire';
import { envelope, gateway } from './replies';
import type { Simulation } from './simulation';

const largest = 30 * 1024 * 1024;

export interface Uploads {
  count(): number;
  keep(bytes: Uint8Array): { name: string; hash: string };
  /** By the name that an upload gave, or by its URL. */
  isKnown(nameOrUrl: string): boolean;
  isUrl(url: string): boolean;
  bytes(path: string): Uint8Array | undefined;
  /** After a day everything is gone. */
  forget(): void;
}

export function createUploads(): Uploads {
  const files = new Map<string, Uint8Array>();
  let count = 0;
  const has = (text: string, pattern: RegExp): boolean => files.has(pattern.exec(text)?.[1] ?? '');
  return {
    count: () => count,
    keep(bytes) {
      const hash = createHash('sha256').update(bytes).digest('hex');
      files.set(hash, bytes);
      count += 1;
      return { hash, name: `api/${hash}.png` };
    },
    isKnown: (name) => has(name, /^(?:api|openapi)\/([0-9a-f]{64})\.png$/) || has(name, urlPattern),
    isUrl: (url) => has(url, urlPattern),
    bytes: (path) => files.get(/^\/rh-upload\/([0-9a-f]{64})\.png$/.exec(path)?.[1] ?? ''),
    forget: () => files.clear(),
  };
}

const urlPattern = /^https?:\/\/[^/]+\/rh-upload\/([0-9a-f]{64})\.png$/;

export async function uploadV1(simulation: Simulation, request: WireRequest): Promise<Reply> {
  const form = await readForm(request);
  note(simulation, form, ['apiKey', 'fileType', 'file']);
  const key = simulation.keys.find((one) => one.key === form.fields.get('apiKey'));
  if (!key) return envelope(simulation, 802, null);
  const file = form.files.find((one) => one.field === 'file');
  if (request.type !== 'multipart/form-data' || !file) return envelope(simulation, 301, null);
  if (!/^(input|image)$/.test(form.fields.get('fileType') ?? '')) return envelope(simulation, 301, null);
  if (file.bytes.length > largest) return envelope(simulation, 809, null);
  if (!isImage(file.bytes)) return envelope(simulation, 808, null);
  const { name } = simulation.uploads.keep(new Uint8Array(file.bytes));
  return envelope(simulation, 0, { fileName: name, fileType: 'input' });
}

export async function uploadV2(simulation: Simulation, request: WireRequest): Promise<Reply> {
  const isKnown = simulation.keys.some(({ key }) => request.headers['authorization'] === `Bearer ${key}`);
  if (!isKnown) return gateway(401, 'ApiKey verification failed, please check the key');
  const form = await readForm(request);
  note(simulation, form, ['file']);
  const file = form.files.find((one) => one.field === 'file');
  if (!file) return gateway(1007, 'file is required');
  if (file.bytes.length > largest) return gateway(1008, 'file too large');
  if (!isImage(file.bytes)) return gateway(1013, 'file processing failed');
  const { hash } = simulation.uploads.keep(new Uint8Array(file.bytes));
  return envelope(simulation, 0, {
    type: 'image',
    download_url: `${simulation.url()}/rh-upload/${hash}.png`,
    fileName: `openapi/${hash}.png`,
    size: String(file.bytes.length),
  });
}

function note(simulation: Simulation, form: Form, known: string[]): void {
  const names = [...form.fields.keys(), ...form.files.map((file) => file.field)];
  simulation.unknownFields.push(...names.filter((name) => !known.includes(name)));
}

function isImage(bytes: Uint8Array): boolean {
  return sniffImage(new Uint8Array(bytes)) !== undefined;
}
