/** Where the pictures stand in an answer. Only named places are read: a task also repeats the pictures it was given. */
import { membersOf, nestedMembers, type Members } from './api';
import { isWebAddress } from './upload';

/** Members that hold one URL or a list of them. `url` alone is too common a word to be read everywhere. */
const urlNames = [
  'resultUrls',
  'result_urls',
  'resultUrl',
  'resultImageUrl',
  'resultImageUrls',
  'image_urls',
  'imageUrls',
  'image_url',
  'imageUrl',
  'images',
  'urls',
  'url',
] as const;
/** Those that only a result has. */
const certainNames = urlNames.slice(0, 5);

const maxImages = 100;

/** URLs of the finished pictures in the data of a task (or of a callback), each once, in their order. */
export function resultUrlsOf(data: Members): string[] {
  const result = data['resultJson'];
  const places: unknown[] = [
    typeof result === 'string' && isWebAddress(result.trim()) ? [result.trim()] : inside(nestedMembers(result)),
    inside(nestedMembers(data['response'])),
    inside(nestedMembers(data['output'])),
    isList(data['output']) ? data['output'] : undefined,
    isWebAddress(data['output']) ? [data['output']] : undefined,
    certainNames.map((name) => data[name]),
  ];
  for (const place of places) {
    const urls = [...new Set(flat(place))];
    if (urls.length > 0) return urls.slice(0, maxImages);
  }
  return [];
}

function inside(members: Members | undefined): unknown {
  if (!members) return undefined;
  const nested = nestedMembers(members['resultObject']) ?? membersOf(members['output']);
  return [...urlNames.map((name) => members[name]), ...(nested ? urlNames.map((name) => nested[name]) : [])];
}

/** URLs in a text, a list, or a list of objects with a URL each; no service nests deeper. */
function flat(value: unknown, depth = 0): string[] {
  if (isWebAddress(value)) return [value];
  if (isList(value)) return depth < 4 ? value.slice(0, maxImages * 2).flatMap((item) => flat(item, depth + 1)) : [];
  const members = membersOf(value);
  const url = members && [members['url'], members['image_url'], members['imageUrl']].find(isWebAddress);
  return url === undefined ? [] : [url];
}

function isList(value: unknown): value is unknown[] {
  return Array.isArray(value);
}
