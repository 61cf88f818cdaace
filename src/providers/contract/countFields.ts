/**
 * Names under which services take the number of images. Easel sets that number itself, because prices and caps are
 * computed from it: wherever users name further fields of a service, these are refused.
 */
import type { JsonValue } from '../../shared/model/jobs';

/** What is counted, without case, separators and a plural s. */
const counted =
  '(?:image|img|picture|photo|output|sample|result|candidate|generation|completion|variation|variant|prompt)s?';
const countNames = [
  'n|count|counts|quantity|niter|niters|sequentialimagegeneration|prompts',
  `(?:num|number|numberof|noof|max|maxnum|maxnumber|n|total|count|countof)${counted}(?:per(?:prompt|request|call))?`,
  `${counted}(?:num|number|count|counts|quantity)`,
  '(?:num|number|numberof|max|total)?batch(?:es)?(?:size|count|num|number)?',
];
/** `n_prompt` is a negative prompt. */
const pattern = new RegExp(`^(?!nprompts?$)(?:${countNames.join('|')})$`);

/** `num_images`, `numImages`, `Num-Images`; of a node's field (`37.batch_size`), the part after the node. */
function isCountField(name: string): boolean {
  const last = name.slice(name.lastIndexOf('.') + 1);
  const bare = last.replaceAll(/[^a-z\d]/gi, '').toLowerCase();
  // A node takes its text in a field that may have any name.
  return pattern.test(bare) && !(last !== name && bare === 'prompts');
}

/** The first field that sets the number of images, as it is written; undefined if there is none. JSON in texts is read too. */
export function countFieldIn(value: unknown): string | undefined {
  if (typeof value === 'string') return countFieldInText(value);
  if (typeof value !== 'object' || value === null) return undefined;
  for (const [name, inner] of Object.entries(value)) {
    const found = !Array.isArray(value) && isCountField(name) ? name : countFieldIn(inner);
    if (found !== undefined) return found;
  }
  return undefined;
}

/** The same for the query of a path or of a model's name: `/images?n=4`. */
export function countFieldInQuery(text: string): string | undefined {
  const query = text.split('?').slice(1).join('&').split('#', 1)[0] ?? '';
  return [...new URLSearchParams(query).keys()].find(isCountField);
}

function countFieldInText(text: string): string | undefined {
  // The field of a node, which is an address in the settings of an app.
  if (/^[\d:]+\.\S+$/.test(text)) return isCountField(text) ? text : undefined;
  if (!/^\s*[[{]/.test(text)) return undefined;
  try {
    return countFieldIn(JSON.parse(text) as JsonValue);
  } catch {
    return undefined;
  }
}
