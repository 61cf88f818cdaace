/** Parses and validates submits by the rules of the real services. */
import { imageTypeOf } from '../../../src/http/files/imageBytes';
import { readForm, type FormFile, type WireRequest } from '../wire';
import { catalog, open, ratioSizes, type SimulatedModel } from './catalog';
import { invalid, Refused } from './refusals';
import type { Simulation } from './simulation';

/** A valid request. */
export interface SimulatedRequest {
  model: string;
  family: SimulatedModel['family'];
  prompt: string;
  count: number;
  /** Number of input images. */
  references: number;
  /** Pixels. */
  size: readonly [width: number, height: number];
  responseFormat: 'url' | 'b64_json' | undefined;
}

type Fields = Record<string, unknown>;

/** POST …/generations. */
export function readGeneration(request: WireRequest, simulation: Simulation): SimulatedRequest {
  const fields = jsonFields(request);
  const model = modelOf(fields, simulation);
  const takesImages = simulation.dialect !== 'sync';
  checkNames(fields, [...model.parameters, ...(takesImages ? ['image'] : [])], simulation);
  const references = fields['image'] === undefined ? [] : jsonImages(fields['image'], 'image');
  return simulatedRequestOf(fields, { model, references, isForm: false });
}

/** POST …/edits. */
export async function readEdit(request: WireRequest, simulation: Simulation): Promise<SimulatedRequest> {
  if (request.type !== 'multipart/form-data') throw wrongType(request, 'multipart/form-data');
  const form = await readForm(request);
  const fields: Fields = Object.fromEntries(form.fields);
  const model = modelOf(fields, simulation);
  checkNames(fields, [...model.parameters, ...model.editParameters], simulation);
  const images = formImages(form.files, simulation);
  const [reference] = images;
  checkMask(form.files, reference);
  const others = form.files.filter(({ field }) => !['image', 'image[]', 'mask'].includes(field));
  for (const { field } of others) throw unknown(field, simulation);
  const imageRequest = simulatedRequestOf(fields, {
    model,
    references: images.map(({ bytes }) => bytes),
    isForm: true,
  });
  simulation.edits.push(form.files);
  return imageRequest;
}

/** POST /v1/draw/nano-banana, with its own names. */
export function readDraw(request: WireRequest, simulation: Simulation): SimulatedRequest & { isStream: boolean } {
  const fields = jsonFields(request);
  const names = ['aspectRatio', 'imageSize', 'urls', 'webHook', 'shutProgress'];
  const model = modelOf(fields, simulation);
  if (!model.family.startsWith('nano')) throw invalid('model not found', 'model');
  checkNames(fields, names, simulation);
  const references = fields['urls'] === undefined ? [] : jsonImages(fields['urls'], 'urls');
  const { aspectRatio, imageSize } = fields;
  const renamed = {
    model: fields['model'],
    prompt: fields['prompt'],
    ...(aspectRatio === undefined || aspectRatio === 'auto' ? {} : { aspect_ratio: aspectRatio }),
    ...(imageSize === undefined ? {} : { image_size: imageSize }),
  };
  return {
    ...simulatedRequestOf(renamed, { model, references, isForm: false }),
    isStream: fields['webHook'] !== '-1',
  };
}

interface Known {
  model: SimulatedModel;
  references: readonly Uint8Array[];
  isForm: boolean;
}

function simulatedRequestOf(fields: Fields, { model, references, isForm }: Known): SimulatedRequest {
  const prompt = fields['prompt'];
  if (prompt === undefined)
    throw invalid("Missing required parameter: 'prompt'.", 'prompt', 'missing_required_parameter');
  if (typeof prompt !== 'string' || prompt === '') throw invalid('Invalid prompt.', 'prompt', 'invalid_type');
  if (prompt.length > 32_000) throw invalid('The prompt is too long.', 'prompt', 'string_above_max_length');
  if (fields['stream'] !== undefined && shown(fields['stream']) !== 'false') {
    throw invalid('This simulator does not stream.', 'stream', 'unsupported_parameter');
  }
  const count = wholeNumber(fields, 'n', { isForm, min: 1, max: 10 }) ?? 1;
  wholeNumber(fields, 'seed', { isForm, min: 0, max: 2 ** 32 });
  wholeNumber(fields, 'num_inference_steps', { isForm, min: 1, max: 200 });
  choice(fields, 'quality', ['auto', 'low', 'medium', 'high', 'xhigh', 'max']);
  choice(fields, 'background', ['auto', 'transparent', 'opaque']);
  choice(fields, 'output_format', ['png', 'jpeg', 'webp']);
  choice(fields, 'moderation', ['auto', 'low']);
  choice(fields, 'image_size', ['1K', '2K', '4K']);
  if (fields['background'] === 'transparent' && fields['output_format'] === 'jpeg') {
    throw invalid('Transparent background is not supported for JPEG.', 'background');
  }
  const responseFormat = choice(fields, 'response_format', ['url', 'b64_json']) as SimulatedRequest['responseFormat'];
  const size = sizeOf(fields, { model, references, isForm });
  return {
    model: String(fields['model']),
    family: model.family,
    prompt,
    count,
    references: references.length,
    size,
    responseFormat,
  };
}

function sizeOf(fields: Fields, { model, references: [reference] }: Known): readonly [number, number] {
  const given = reference ? sizeOfPng(reference) : undefined;
  const ratio = fields['aspect_ratio'];
  if (ratio !== undefined) {
    const known = typeof ratio === 'string' ? ratioSizes[ratio] : undefined;
    if (!known) throw invalid(`Invalid aspect_ratio: ${shown(ratio)}.`, 'aspect_ratio');
    const factor = { '1K': 1, '2K': 2, '4K': 4 }[shown(fields['image_size'] ?? '1K')] ?? 1;
    return [known[0] * factor, known[1] * factor];
  }
  const { size } = fields;
  if (size === undefined || size === 'auto')
    return model.family.startsWith('gpt') ? [1024, 1024] : (given ?? [1024, 1024]);
  const match = /^(\d{2,4})x(\d{2,4})$/.exec(shown(size));
  if (typeof size !== 'string' || !match) throw invalid(`Invalid size '${shown(size)}'.`, 'size');
  const pixels = [Number(match[1]), Number(match[2])] as const;
  if (model.family === 'gpt' && !['1024x1024', '1536x1024', '1024x1536'].includes(size)) {
    throw invalid(`Invalid size '${size}'. Supported sizes are 1024x1024, 1024x1536, 1536x1024, and auto.`, 'size');
  }
  if (model.family === 'gpt-free') checkFreeSize(pixels);
  return pixels;
}

function shown(value: unknown): string {
  return typeof value === 'string' ? value : String(JSON.stringify(value));
}

function checkFreeSize([width, height]: readonly [number, number]): void {
  const area = width * height;
  const isWell =
    width % 16 === 0 &&
    height % 16 === 0 &&
    Math.max(width, height) <= 3840 &&
    Math.max(width, height) <= 3 * Math.min(width, height) &&
    area >= 655_360 &&
    area <= 8_294_400;
  if (!isWell) throw invalid(`Invalid size '${width}x${height}'.`, 'size');
}

function jsonFields(request: WireRequest): Fields {
  if (request.type !== 'application/json') throw wrongType(request, 'application/json');
  try {
    const fields = JSON.parse(request.body.toString('utf8')) as unknown;
    if (typeof fields === 'object' && fields !== null && !Array.isArray(fields)) return fields as Fields;
  } catch {
    // Rejected below.
  }
  throw new Refused({ status: 400, message: 'We could not parse the JSON body of your request.' });
}

function wrongType(request: WireRequest, wanted: string): Refused {
  const message = `Unsupported content type: '${request.type}'. This API method only accepts '${wanted}' requests.`;
  return new Refused({ status: 400, message, code: 'unsupported_content_type' });
}

function modelOf(fields: Fields, simulation: Simulation): SimulatedModel {
  const name = fields['model'];
  if (typeof name !== 'string' || name === '') {
    throw invalid("Missing required parameter: 'model'.", 'model', 'missing_required_parameter');
  }
  const found = catalog[name] ?? (simulation.options.moreModels?.includes(name) ? open : undefined);
  if (found) return found;
  if (simulation.dialect === 't8' || simulation.dialect === 'newapi') {
    const message = `No available channel for model ${name} under group default (distributor)`;
    throw new Refused({ status: 503, message, code: 'model_not_found' });
  }
  const message = `The model '${name}' does not exist or you do not have access to it.`;
  throw new Refused({ status: 404, message, param: 'model', code: 'model_not_found' });
}

function checkNames(fields: Fields, names: readonly string[], simulation: Simulation): void {
  for (const name of Object.keys(fields)) {
    if (name !== 'model' && name !== 'prompt' && !names.includes(name)) throw unknown(name, simulation);
  }
}

function unknown(name: string, simulation: Simulation): Refused {
  simulation.unknownFields.push(name);
  return invalid(`Unknown parameter: '${name}'.`, name, 'unknown_parameter');
}

function wholeNumber(
  fields: Fields,
  name: string,
  { isForm, min, max }: { isForm: boolean; min: number; max: number },
): number | undefined {
  const raw = fields[name];
  if (raw === undefined) return undefined;
  const value = isForm && typeof raw === 'string' && /^-?\d+$/.test(raw) ? Number(raw) : raw;
  if (typeof value !== 'number' || !Number.isInteger(value)) {
    throw invalid(`Invalid type for '${name}': expected an integer.`, name, 'invalid_type');
  }
  if (value < min || value > max) throw invalid(`Invalid '${name}'.`, name, 'integer_out_of_range');
  return value;
}

function choice(fields: Fields, name: string, values: readonly string[]): string | undefined {
  const value = fields[name];
  if (value === undefined) return undefined;
  if (typeof value === 'string' && values.includes(value)) return value;
  throw invalid(`Invalid value: '${shown(value)}'. Supported values are: ${values.join(', ')}.`, name);
}

const types = ['image/png', 'image/jpeg', 'image/webp'];

function formImages(files: readonly FormFile[], simulation: Simulation): FormFile[] {
  const single = files.filter(({ field }) => field === 'image');
  const listed = files.filter(({ field }) => field === 'image[]');
  const images = [...single, ...listed];
  if (images.length === 0) throw invalid("Missing required parameter: 'image'.", 'image', 'missing_required_parameter');
  if (simulation.options.repeatedImage ? listed.length > 0 : single.length > 1) {
    const message = simulation.options.repeatedImage
      ? "Unknown parameter: 'image[]'."
      : "Duplicate parameter: 'image'. If you are trying to provide a list of values, use the array syntax instead e.g. 'image[]=<value>'.";
    throw invalid(message, 'image', simulation.options.repeatedImage ? 'unknown_parameter' : 'duplicate_parameter');
  }
  if (images.length > 16) throw invalid('Too many images: at most 16.', 'image', 'array_above_max_length');
  for (const image of images) checkFile(image);
  return images;
}

function checkFile({ field, type, bytes }: FormFile): void {
  if (!types.includes(type)) {
    const supported = "Supported file formats are 'image/jpeg', 'image/png', and 'image/webp'.";
    throw invalid(
      `Invalid file '${field}': unsupported mimetype ('${type}'). ${supported}`,
      field,
      'unsupported_file_mimetype',
    );
  }
  if (bytes.length > 50_000_000) throw new Refused({ status: 413, message: 'Request body is too large.' });
  if (imageTypeOf(bytes) === undefined) throw invalid('Invalid image file or mode.', field, 'invalid_image_file');
}

function checkMask(files: readonly FormFile[], reference: FormFile | undefined): void {
  const masks = files.filter(({ field }) => field === 'mask');
  const [mask] = masks;
  if (!mask || !reference) return;
  if (masks.length > 1) throw invalid("Duplicate parameter: 'mask'.", 'mask', 'duplicate_parameter');
  checkFile(mask);
  if (imageTypeOf(mask.bytes) !== 'image/png') throw invalid('The mask must be a PNG.', 'mask', 'invalid_image_file');
  const [a, b] = [sizeOfPng(mask.bytes), sizeOfPng(reference.bytes)];
  if (b && (a?.[0] !== b[0] || a[1] !== b[1])) {
    throw invalid('Invalid mask: its size does not match that of the image.', 'mask', 'invalid_image_file');
  }
}

/** Data URIs are checked, URLs aren't. */
function jsonImages(value: unknown, name: string): Uint8Array[] {
  const list: unknown[] = Array.isArray(value) ? value : [value];
  return list.flatMap((item) => {
    if (typeof item !== 'string') throw invalid(`Invalid '${name}'.`, name, 'invalid_type');
    if (/^https?:/.test(item)) return [];
    const bytes = Buffer.from(/^data:image\/\w+;base64,(.+)$/.exec(item)?.[1] ?? '', 'base64');
    if (imageTypeOf(bytes) === undefined) throw invalid('Invalid image file or mode.', name, 'invalid_image_file');
    return [bytes];
  });
}

function sizeOfPng(bytes: Uint8Array): readonly [number, number] | undefined {
  if (imageTypeOf(bytes) !== 'image/png') return undefined;
  const data = Buffer.from(bytes);
  return [data.readUInt32BE(16), data.readUInt32BE(20)];
}
