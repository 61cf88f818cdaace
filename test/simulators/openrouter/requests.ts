/** Parses and validates a request for images by what the model takes. */
import { imageTypeOf } from '../../../src/http/files/imageBytes';
import type { WireRequest } from '../wire';
import { catalog, sizeOf, type Capability, type SimulatedModel } from './catalog';

export interface SimulatedRequest {
  model: string;
  prompt: string;
  count: number;
  references: number;
  size: readonly [width: number, height: number];
  streams: boolean;
}

/** A rejected request. */
export class Refused extends Error {
  readonly status: number;
  readonly fields: string[];

  constructor(status: number, message: string, fields: string[] = []) {
    super(message);
    this.status = status;
    this.fields = fields;
  }
}

type Fields = Record<string, unknown>;

const always = ['model', 'prompt', 'provider', 'stream', 'user', 'session_id', 'trace', 'size'];
const routing = ['only', 'ignore', 'order', 'sort', 'allow_fallbacks', 'options', 'data_collection', 'max_price'];

export function readRequest(request: WireRequest): SimulatedRequest {
  if (request.type !== 'application/json') throw new Refused(400, 'Content-Type must be application/json');
  const fields = parsed(request.body);
  const { model: name, prompt, stream } = fields;
  if (typeof name !== 'string') throw new Refused(400, 'model: Required');
  const model = catalog[name];
  if (!model) throw new Refused(404, `No endpoints found for ${name}.`);
  if (typeof prompt !== 'string' || prompt === '') throw new Refused(400, 'prompt: Required');
  if (stream !== undefined && typeof stream !== 'boolean') throw new Refused(400, 'stream: Expected boolean');
  checkNames(fields, model);
  for (const [parameter, value] of Object.entries(fields)) {
    const capability = model.parameters[parameter];
    if (capability && parameter !== 'input_references') checkValue(parameter, value, capability);
  }
  const ratio = typeof fields['aspect_ratio'] === 'string' ? fields['aspect_ratio'] : '1:1';
  const resolution = typeof fields['resolution'] === 'string' ? fields['resolution'] : '1K';
  return {
    model: name,
    prompt,
    count: typeof fields['n'] === 'number' ? fields['n'] : 1,
    references: referencesIn(fields['input_references'], model),
    size: sizeOf(ratio, resolution),
    streams: stream === true && model.streams,
  };
}

/** The service drops parameters that a model doesn't have; a simulator that did so would hide mistakes. */
function checkNames(fields: Fields, model: SimulatedModel): void {
  const unknown = Object.keys(fields).filter((field) => !always.includes(field) && !(field in model.parameters));
  if (unknown.length > 0) throw new Refused(400, `Unrecognized key(s): ${unknown.join(', ')}`, unknown);
  const { provider } = fields;
  if (provider === undefined) return;
  const wrong = Object.keys(objectOf(provider, 'provider')).filter((field) => !routing.includes(field));
  if (wrong.length > 0) throw new Refused(400, `provider: Unrecognized key(s): ${wrong.join(', ')}`, wrong);
}

function checkValue(name: string, value: unknown, capability: Capability): void {
  switch (capability.type) {
    case 'enum':
      if (typeof value === 'string' && capability.values.includes(value)) return;
      throw new Refused(400, `${name}: Invalid enum value. Expected ${capability.values.join(' | ')}`);
    case 'range':
      if (typeof value === 'number' && value >= capability.min && value <= capability.max) return;
      throw new Refused(400, `${name}: Expected a number from ${capability.min} to ${capability.max}`);
    case 'boolean':
      if (typeof value !== 'boolean') throw new Refused(400, `${name}: Expected boolean`);
  }
}

function referencesIn(value: unknown, model: SimulatedModel): number {
  if (value === undefined) return 0;
  if (!model.takesImages) throw new Refused(404, 'No endpoints found that support image input');
  if (!Array.isArray(value)) throw new Refused(400, 'input_references: Expected array');
  for (const item of value as unknown[]) {
    const { type, image_url: image } = objectOf(item, 'input_references');
    const { url } = objectOf(image, 'input_references.image_url');
    const text = typeof url === 'string' ? url : '';
    const [, stated, base64] = /^data:(image\/\w+);base64,([A-Za-z0-9+/]+={0,2})$/.exec(text) ?? [];
    if (type !== 'image_url' || base64 === undefined) throw new Refused(400, 'input_references: Invalid image URL');
    if (imageTypeOf(Buffer.from(base64, 'base64')) !== stated) throw new Refused(400, 'The image could not be decoded');
  }
  const capability = model.parameters['input_references'];
  if (capability?.type === 'range' && value.length > capability.max) {
    throw new Refused(400, `input_references: At most ${capability.max} images`);
  }
  return value.length;
}

function objectOf(value: unknown, at: string): Fields {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) {
    throw new Refused(400, `${at}: Expected object`);
  }
  return value as Fields;
}

function parsed(body: Buffer): Fields {
  try {
    return objectOf(JSON.parse(body.toString('utf8')), 'body');
  } catch (thrown) {
    if (thrown instanceof Refused) throw thrown;
    throw new Refused(400, 'Invalid JSON');
  }
}
