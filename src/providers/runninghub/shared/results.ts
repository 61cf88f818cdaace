/** The results in an answer of RunningHub in all of its shapes, and their cost. */
import type { Cost, ProviderOutput } from '../../contract/task';
import { figureOf, isFields, textOf, unwrapped, type Reply } from './reply';

/** Longer URLs are ignored. */
const maxUrlLength = 4_096;
/** More images in one answer are ignored. */
const maxImages = 100;

/** The images without duplicates; `others` counts the outputs that aren't images. */
export function imagesIn(outputs: readonly unknown[]): { images: ProviderOutput[]; others: number } {
  const images = new Map<string, ProviderOutput>();
  let others = 0;
  for (const output of outputs) {
    const found = urlsOf(output).filter((url) => isImageOutput(output, url));
    if (found.length === 0) others += 1;
    const mediaType = mediaTypeOf(output);
    for (const url of found) {
      if (!images.has(url)) images.set(url, { source: { url }, ...(mediaType ? { mediaType } : {}) });
    }
  }
  return { images: [...images.values()].slice(0, maxImages), others };
}

/** The text that a model returned instead of an image: often a refusal. */
export function textIn(outputs: readonly unknown[]): string {
  return outputs.map((output) => textOf(output, 'text', 'content')).find((one) => one !== '') ?? '';
}

/** All outputs in order: v2 `results`, v1 `data[]`, and members that third-party documents describe. */
export function outputsOf({ body, data }: Reply): unknown[] {
  const candidates: unknown[] = [body['results']];
  if (Array.isArray(data)) candidates.push(data);
  for (const from of [data, body]) {
    if (!isFields(from)) continue;
    candidates.push(from['results'], from['result'], from['outputs'], from['output'], from['images']);
    if (textOf(from, 'imageUrl', 'image_url', 'fileUrl', 'outputUrl') !== '') candidates.push([from]);
  }
  const lists = candidates.map(listed);
  const withUrls = lists.find((list) => list.some((output) => urlsOf(output).length > 0));
  return withUrls ?? lists.find((list) => list.length > 0) ?? [];
}

function listed(candidate: unknown): unknown[] {
  const value = typeof candidate === 'string' && !isUrl(candidate) ? unwrapped(candidate) : candidate;
  if (Array.isArray(value)) return value.slice(0, 1_000) as unknown[];
  if (isFields(value)) {
    const images: unknown = value['images'] ?? value['urls'];
    return Array.isArray(images) ? (images.slice(0, 1_000) as unknown[]) : [value];
  }
  return typeof value === 'string' ? [value] : [];
}

const urlNames = ['url', 'outputUrl', 'fileUrl', 'imageUrl', 'image_url', 'output_url', 'file_url'] as const;

export function urlsOf(output: unknown): string[] {
  if (typeof output === 'string') return isUrl(output) ? [output.trim()] : [];
  if (!isFields(output)) return [];
  for (const name of urlNames) {
    const value: unknown = output[name];
    const found = (Array.isArray(value) ? (value as unknown[]) : [value]).filter(
      (url): url is string => typeof url === 'string' && isUrl(url),
    );
    if (found.length > 0) return found.map((url) => url.trim());
  }
  return [];
}

function isUrl(text: string): boolean {
  const url = text.trim();
  return url.length <= maxUrlLength && /^https?:\/\/[^\s/]/i.test(url) && URL.canParse(url);
}

/** The type that an output states as `png` or `image/png`. */
function mediaTypeOf(output: unknown): string | undefined {
  const type = textOf(output, 'outputType', 'fileType', 'mimeType').toLowerCase().replace(/^\./, '');
  if (/^image\/[a-z0-9.+-]{1,40}$/.test(type)) return type;
  if (!/^(png|jpe?g|webp|gif|bmp|avif|tiff?|svg)$/.test(type)) return undefined;
  return `image/${{ jpg: 'jpeg', tif: 'tiff', svg: 'svg+xml' }[type] ?? type}`;
}

const imageTypes = /^(image(\/.*)?|\.?(png|jpe?g|jfif|webp|gif|bmp|avif|tiff?|heic|jxl|svg))$/i;
const otherEndings = /\.(mp4|mov|webm|mkv|avi|mp3|wav|flac|ogg|m4a|txt|json|zip|glb|gltf|obj|pdf|safetensors|latent)$/i;

/** Workflows may also return videos, audio, and texts. The stated type takes precedence over the extension. */
function isImageOutput(output: unknown, url: string): boolean {
  const type = textOf(output, 'outputType', 'fileType', 'type', 'mimeType');
  if (imageTypes.test(type)) return true;
  if (type !== '' && otherEndings.test(`.${type}`)) return false;
  if (/^(video|audio|text|string)\b/i.test(type)) return false;
  return !otherEndings.test(new URL(url).pathname);
}

/** The charged amount: money if any, else the service's coins. Left out if unknown. */
export function costOf({ body, data }: Reply, currency: string | undefined): { cost?: Cost } {
  const first: unknown = Array.isArray(data) ? data[0] : undefined;
  const candidates: unknown[] = [body['usage'], isFields(data) ? data['usage'] : undefined, first];
  for (const from of candidates) {
    if (!isFields(from)) continue;
    const money = (figureOf(from['consumeMoney']) ?? 0) + (figureOf(from['thirdPartyConsumeMoney']) ?? 0);
    const unit = textOf(from, 'currency') || currency;
    if (money > 0 && unit) return { cost: { amount: Math.round(money * 1e6) / 1e6, unit: unit.slice(0, 12) } };
    const coins = figureOf(from['consumeCoins']);
    if (coins !== undefined && coins > 0) return { cost: { amount: coins, unit: coinUnit } };
  }
  return {};
}

/** The service's currency. */
export const coinUnit = 'RH coins';
