/** The results in an answer of RunningHub, wherever and however they stand there, and what they cost. */
import type { Cost, ProviderOutput } from '../../contract/task';
import { figureOf, isFields, textOf, unwrapped, type Reply } from './reply';

/** Longest URL of a result that is believed. */
const longestUrl = 4_096;
/** More pictures than this in one answer are a fault of the service. */
const mostImages = 100;

/** Each picture once; `others` counts the outputs that are none. */
export function imagesAmong(outputs: readonly unknown[]): { images: ProviderOutput[]; others: number } {
  const urls = new Set<string>();
  let others = 0;
  for (const output of outputs) {
    const found = urlsOf(output).filter((url) => isImageOutput(output, url));
    if (found.length === 0) others += 1;
    for (const url of found) urls.add(url);
  }
  return { images: [...urls].slice(0, mostImages).map((url) => ({ source: { url } })), others };
}

/** The words that a model gave in place of a picture: often the refusal itself. */
export function wordsAmong(outputs: readonly unknown[]): string {
  return outputs.map((output) => textOf(output, 'text', 'content')).find((one) => one !== '') ?? '';
}

/** Everything that may be a result, in order: v2 `results`, v1 `data[]`, and the places that others write of. */
export function outputsOf({ body, data }: Reply): unknown[] {
  const places: unknown[] = [body['results']];
  if (Array.isArray(data)) places.push(data);
  for (const from of [data, body]) {
    if (!isFields(from)) continue;
    places.push(from['results'], from['result'], from['outputs'], from['output'], from['images']);
    if (textOf(from, 'imageUrl', 'image_url', 'fileUrl', 'outputUrl') !== '') places.push([from]);
  }
  const found = places.map(listed).find((list) => list.some((output) => urlsOf(output).length > 0));
  return found ?? listed(places.find((place) => listed(place).length > 0));
}

function listed(place: unknown): unknown[] {
  const value = typeof place === 'string' && !isUrl(place) ? unwrapped(place) : place;
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
  return url.length <= longestUrl && /^https?:\/\/[^\s/]/i.test(url) && URL.canParse(url);
}

const imageTypes = /^(image(\/.*)?|\.?(png|jpe?g|jfif|webp|gif|bmp|avif|tiff?|heic|jxl|svg))$/i;
const otherEndings = /\.(mp4|mov|webm|mkv|avi|mp3|wav|flac|ogg|m4a|txt|json|zip|glb|gltf|obj|pdf|safetensors|latent)$/i;

/** A workflow may also give videos, sounds and texts. The stated type counts before the ending of the name. */
function isImageOutput(output: unknown, url: string): boolean {
  const type = textOf(output, 'outputType', 'fileType', 'type', 'mimeType');
  if (imageTypes.test(type)) return true;
  if (type !== '' && otherEndings.test(`.${type}`)) return false;
  if (/^(video|audio|text|string)\b/i.test(type)) return false;
  return !otherEndings.test(new URL(url).pathname);
}

/** What was charged: money where any was taken, else the service's coins. Left out while nothing is known. */
export function costOf({ body, data }: Reply, currency: string | undefined): { cost?: Cost } {
  const first: unknown = Array.isArray(data) ? data[0] : undefined;
  const places: unknown[] = [body['usage'], isFields(data) ? data['usage'] : undefined, first];
  for (const from of places) {
    if (!isFields(from)) continue;
    const money = (figureOf(from['consumeMoney']) ?? 0) + (figureOf(from['thirdPartyConsumeMoney']) ?? 0);
    const unit = textOf(from, 'currency') || currency;
    if (money > 0 && unit) return { cost: { amount: Math.round(money * 1e6) / 1e6, unit: unit.slice(0, 12) } };
    const coins = figureOf(from['consumeCoins']);
    if (coins !== undefined && coins > 0) return { cost: { amount: coins, unit: coinUnit } };
  }
  return {};
}

/** The service's own money. */
export const coinUnit = 'RH coins';
