/** Parses and validates the body of `generateContent` as the service does: a field that it doesn't know is an error. */
import { imageTypeOf } from '../../../src/http/files/imageBytes';
import type { WireRequest } from '../wire';
import { factorOf, type SimulatedModel } from './catalog';

/** A valid request. */
export interface SimulatedRequest {
  prompt: string;
  references: number;
  /** Pixels. */
  size: readonly [width: number, height: number];
  takesText: boolean;
}

/** A rejected request. */
export class Refused extends Error {
  readonly fields: string[];

  constructor(message: string, fields: string[] = []) {
    super(message);
    this.fields = fields;
  }
}

type Fields = Record<string, unknown>;

const known = {
  body: ['contents', 'generationConfig', 'safetySettings', 'systemInstruction', 'tools', 'toolConfig', 'cachedContent'],
  content: ['role', 'parts'],
  part: ['text', 'inlineData', 'inline_data', 'fileData', 'thought', 'thoughtSignature'],
  blob: ['mimeType', 'mime_type', 'data'],
  config: [
    ...['responseModalities', 'imageConfig', 'temperature', 'topP', 'topK', 'candidateCount', 'maxOutputTokens'],
    ...['stopSequences', 'seed', 'presencePenalty', 'frequencyPenalty', 'thinkingConfig', 'mediaResolution'],
  ],
  image: ['aspectRatio', 'imageSize', 'personGeneration'],
  safety: ['category', 'threshold'],
} as const;

const inputTypes = ['image/png', 'image/jpeg', 'image/webp', 'image/heic', 'image/heif'];
const maxBodyBytes = 20 * 1024 * 1024;

export function readRequest(request: WireRequest, model: SimulatedModel): SimulatedRequest {
  if (request.body.length > maxBodyBytes) throw new Refused('Request payload size exceeds the limit: 20971520 bytes.');
  if (request.type !== 'application/json') throw new Refused('Invalid JSON payload received. Unexpected token.');
  const body = objectAt(parsed(request.body), 'body', known.body);
  const { image } = model;
  if (!image) throw new Refused('The requested combination of response modalities (TEXT, IMAGE) is not supported.');
  const config = objectAt(body['generationConfig'] ?? {}, 'generation_config', known.config);
  const modalities = listOf(config['responseModalities'] ?? ['TEXT', 'IMAGE']);
  if (!modalities.every((one) => one === 'TEXT' || one === 'IMAGE')) throw invalid('response_modalities');
  if (config['candidateCount'] !== undefined && config['candidateCount'] !== 1) {
    throw new Refused('Multiple candidates is not enabled for this model');
  }
  for (const setting of listOf(body['safetySettings'] ?? [])) objectAt(setting, 'safety_settings', known.safety);
  const parts = partsOf(body);
  if (!modalities.includes('IMAGE')) throw new Refused('This simulator only answers with images.');
  const prompt = parts.flatMap(({ text }) => (typeof text === 'string' ? [text] : [])).join(' ');
  const references = parts.filter((part) => part['inlineData'] !== undefined || part['inline_data'] !== undefined);
  for (const part of references) checkBlob(part['inlineData'] ?? part['inline_data']);
  if (references.length > image.references) throw new Refused(`At most ${image.references} images are supported.`);
  if (prompt.trim() === '') throw new Refused('* GenerateContentRequest.contents: contents is not specified');
  const size = sizeOf(config['imageConfig'], image);
  return { prompt, references: references.length, size, takesText: modalities.includes('TEXT') };
}

function partsOf(body: Fields): Fields[] {
  const contents = listOf(body['contents']);
  if (contents.length === 0) throw new Refused('* GenerateContentRequest.contents: contents is not specified');
  return contents.flatMap((content) => {
    const { role, parts } = objectAt(content, 'contents', known.content);
    if (role !== undefined && role !== 'user' && role !== 'model') {
      throw new Refused('Please use a valid role: user, model.');
    }
    return listOf(parts).map((part) => objectAt(part, 'contents.parts', known.part));
  });
}

function checkBlob(value: unknown): void {
  const blob = objectAt(value, 'inline_data', known.blob);
  const type = blob['mimeType'] ?? blob['mime_type'];
  const { data } = blob;
  if (typeof type !== 'string' || !inputTypes.includes(type))
    throw new Refused(`Unsupported MIME type: ${String(type)}`);
  if (typeof data !== 'string' || !/^[A-Za-z0-9+/]+={0,2}$/.test(data)) {
    throw new Refused('Base64 decoding failed for "inline_data.data".');
  }
  if (imageTypeOf(Buffer.from(data, 'base64')) !== type) throw new Refused('Unable to process input image.');
}

function sizeOf(value: unknown, image: NonNullable<SimulatedModel['image']>): SimulatedRequest['size'] {
  const config = value === undefined ? {} : objectAt(value, 'image_config', known.image);
  const { aspectRatio: ratio = '1:1', imageSize: size = '1K' } = config;
  const pixels = typeof ratio === 'string' ? image.pixels[ratio] : undefined;
  if (!pixels) throw new Refused(`aspect_ratio must be one of ${Object.keys(image.pixels).join(', ')}.`);
  const isStated = config['imageSize'] !== undefined;
  if (typeof size !== 'string' || (isStated && !image.sizes.includes(size))) {
    throw new Refused('Unsupported image size.');
  }
  const factor = factorOf[size] ?? 1;
  return [pixels[0] * factor, pixels[1] * factor];
}

function objectAt(value: unknown, at: string, names: readonly string[]): Fields {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) throw invalid(at);
  const fields = value as Fields;
  const unknown = Object.keys(fields).filter((name) => !names.includes(name));
  if (unknown.length > 0) {
    const messages = unknown.map(
      (name) => `Invalid JSON payload received. Unknown name "${name}" at '${at}': Cannot find field.`,
    );
    throw new Refused(messages.join('\n'), unknown);
  }
  return fields;
}

function listOf(value: unknown): unknown[] {
  if (!Array.isArray(value)) throw invalid('list');
  return value;
}

function invalid(at: string): Refused {
  return new Refused(`Invalid value at '${at}'`);
}

function parsed(body: Buffer): unknown {
  try {
    return JSON.parse(body.toString('utf8'));
  } catch {
    throw new Refused('Invalid JSON payload received. Unexpected end of string.');
  }
}
