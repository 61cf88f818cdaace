/** Finds the result URLs in an answer. Only known members are read, because a task also repeats its input images. */
import { membersOf, nestedMembers, type Members } from './api';
import { isWebAddress } from './upload';

/** Members with a URL or a list of them. `url` is too common to be read outside a result. */
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
/** Members that only results have. */
const resultOnlyNames = urlNames.slice(0, 5);

const maxImages = 100;

/** The URLs of the finished images in the data of a task or a callback, in order and without duplicates. */
export function resultUrlsOf(data: Members): string[] {
  const result = data['resultJson'];
  const candidates: unknown[] = [
    typeof result === 'string' && isWebAddress(result.trim())
      ? [result.trim()]
      : membersWithUrls(nestedMembers(result)),
    membersWithUrls(nestedMembers(data['response'])),
    membersWithUrls(nestedMembers(data['output'])),
    isList(data['output']) ? data['output'] : undefined,
    isWebAddress(data['output']) ? [data['output']] : undefined,
    resultOnlyNames.map((name) => data[name]),
  ];
  for (const candidate of candidates) {
    const urls = [...new Set(urlsIn(candidate))];
    if (urls.length > 0) return urls.slice(0, maxImages);
  }
  return [];
}

function membersWithUrls(members: Members | undefined): unknown {
  if (!members) return undefined;
  const nested = nestedMembers(members['resultObject']) ?? membersOf(members['output']);
  return [...urlNames.map((name) => members[name]), ...(nested ? urlNames.map((name) => nested[name]) : [])];
}

/** The URLs in a text, a list, or a list of objects with a URL each; at most four levels deep. */
function urlsIn(value: unknown, depth = 0): string[] {
  if (isWebAddress(value)) return [value];
  if (isList(value)) return depth < 4 ? value.slice(0, maxImages * 2).flatMap((item) => urlsIn(item, depth + 1)) : [];
  const members = membersOf(value);
  const url = members && [members['url'], members['image_url'], members['imageUrl']].find(isWebAddress);
  return url === undefined ? [] : [url];
}

function isList(value: unknown): value is unknown[] {
  return Array.isArray(value);
}
