/** Converts a request to the node values that an app is started with. */
import type { ImageRequest, Warning } from '../../../shared/model/jobs';
import { fail } from '../../../shared/model/easelError';
import { slotAt, slotKey, type Mapping, type Slot, type SlotName } from './mapping';
import type { AiAppOptions } from './options';

/** All three are texts, even if the node expects a number. */
export type NodeValue = { nodeId: string; fieldName: string; fieldValue: string };

export interface Filled {
  nodes: NodeValue[];
  warnings: Warning[];
}

/** The area in pixels if the app's own isn't known. */
const defaultPixels = 1024 * 1024;

/** The values of all parameters except images. Later values for the same field replace earlier ones. */
export function fillNodes(request: ImageRequest, mapping: Mapping, options: AiAppOptions): Filled {
  const warnings: Warning[] = [];
  const values = new Map<string, NodeValue>();
  const put = (slot: Slot, value: string): void => {
    const { nodeId, fieldName } = slot;
    values.set(slotKey(slot), { nodeId, fieldName, fieldValue: value });
  };
  for (const [key, value] of Object.entries(options.values)) put(slotAt(key), String(value));

  const plain: [SlotName, string | number | undefined][] = [
    ['prompt', request.prompt],
    ['negativePrompt', request.negativePrompt],
    ['seed', request.seed],
    ['steps', request.steps],
    ['cfgScale', request.cfgScale],
  ];
  for (const [name, value] of plain) {
    if (value === undefined || value === '') continue;
    const slot = mapping.slots[name];
    if (slot) put(slot, String(value));
    // A seed that Easel drew may be dropped without a warning.
    else if (!(name === 'seed' && request.seedChosen)) warnings.push({ code: 'unsupported', subject: name });
  }
  for (const [slot, value] of shapeOf(request, mapping, warnings)) put(slot, value);
  return { nodes: [...values.values()], warnings };
}

/** The values of aspect ratio, size, and resolution, for the fields that the app has. */
function shapeOf(request: ImageRequest, mapping: Mapping, warnings: Warning[]): [Slot, string][] {
  const put: [Slot, string][] = [];
  const { width, height, aspectRatio, resolution } = mapping.slots;
  if (request.resolution) {
    const value = resolution ? choiceFor(resolution, request.resolution) : undefined;
    if (resolution && value !== undefined) put.push([resolution, value]);
    else warnings.push(unfit('resolution', request.resolution, resolution));
  }
  if (request.size) {
    if (width && height) return [...put, ...pixels(request.size, { width, height })];
    warnings.push({ code: 'unsupported', subject: 'size' });
    return put;
  }
  const ratio = request.aspectRatio;
  if (ratio === undefined || ratio === 'auto') return put;
  const value = aspectRatio ? choiceFor(aspectRatio, ratio) : undefined;
  if (aspectRatio && value !== undefined) put.push([aspectRatio, value]);
  else if (width && height) put.push(...pixels(sizeFor(ratio, { width, height }), { width, height }));
  else warnings.push(unfit('aspectRatio', ratio, aspectRatio));
  return put;
}

function pixels(size: { width: number; height: number }, slots: { width: Slot; height: Slot }): [Slot, string][] {
  return [
    [slots.width, String(size.width)],
    [slots.height, String(size.height)],
  ];
}

function unfit(subject: string, value: string, slot: Slot | undefined): Warning {
  const allowed = slot?.choices.map((choice) => choice.value).join(', ') ?? '';
  return { code: 'unsupported', subject, ...(allowed ? { detail: `${value} ∉ ${allowed}`.slice(0, 200) } : {}) };
}

/** The choice that equals or contains the value: `16:9`, `16:9 (Widescreen)`, `1344x768 (16:9)`, `2k`. */
export function choiceFor({ choices }: Slot, value: string): string | undefined {
  if (choices.length === 0) return value.endsWith('K') ? value.toLowerCase() : value;
  const plain = (text: string): string =>
    text
      .toLowerCase()
      .replaceAll('：', ':')
      .replace(/\s*:\s*/g, ':');
  const wanted = plain(value);
  const named = new RegExp(`(^|[^\\d:.])${wanted.replace(/[^a-z0-9:]/g, '')}(?![\\d:])`);
  const found =
    choices.find((choice) => plain(choice.value) === wanted) ??
    choices.find((choice) => plain(choice.label) === wanted) ??
    choices.find((choice) => named.test(plain(`${choice.value} ${choice.label}`)));
  return found?.value;
}

/** The app's default area in pixels, at another aspect ratio. */
function sizeFor(ratio: string, slots: { width: Slot; height: Slot }): { width: number; height: number } {
  const [across = 1, down = 1] = ratio.split(':').map(Number);
  const own = Number(slots.width.value) * Number(slots.height.value);
  const area = Number.isFinite(own) && own >= 64 * 64 && own <= 8_192 * 8_192 ? own : defaultPixels;
  const inBlocks = (length: number): number => Math.min(8_192, Math.max(64, Math.round(length / 16) * 16));
  return {
    width: inBlocks(Math.sqrt((area * across) / down)),
    height: inBlocks(Math.sqrt((area * down) / across)),
  };
}

/**
 * Compares the number of input images with the app's fields for them.
 * @returns A warning if some fields keep the author's image.
 * @throws EaselError `bad-request` `image-count` if there are more images than fields, or none although the app needs one.
 */
export function checkImages(request: ImageRequest, mapping: Mapping, options: AiAppOptions): Warning[] {
  const count = request.references.length;
  const max = mapping.images.length;
  const isLeftAsIs = options.makes === 'both' || options.makes === 'generate';
  const needsSome = max > 0 && !isLeftAsIs;
  if (count > max || (count === 0 && needsSome)) {
    const values = { count, min: needsSome ? 1 : 0, max };
    throw fail('bad-request', { reason: 'image-count', values });
  }
  if (count === 0 || count === max) return [];
  // Otherwise the author's example image would silently become part of the result.
  const left = mapping.images.slice(count).map(slotKey).join(', ');
  return [{ code: 'adjusted', subject: 'references', detail: `${count} / ${max} (${left})`.slice(0, 200) }];
}
