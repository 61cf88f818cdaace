/** What an answer with images may cost this process: its size, and the time for which parsing blocks the event loop. */

const mebibyte = 1024 * 1024;

/** Byte limit of an answer that contains images. An image of 48 MB is 64 MB in base64. */
export function answerLimit(images: number): number {
  return Math.min(256, 16 + 64 * Math.max(1, images)) * mebibyte;
}

/** Bytes of JSON that are parsed whatever they contain. */
const alwaysParsed = mebibyte;
/** Strings and separators that are parsed within a few milliseconds. Images in base64 have hardly any, however large. */
const maxMarks = 200_000;
const marks = ['"', ',', '{', '['];

/** Whether parsing the JSON would block the event loop for long. */
export function isTooIntricate(json: Uint8Array | string): boolean {
  if (json.length <= alwaysParsed) return false;
  let count = 0;
  const find = (mark: string, from: number): number =>
    typeof json === 'string' ? json.indexOf(mark, from) : json.indexOf(mark.charCodeAt(0), from);
  for (const mark of marks) {
    for (let at = find(mark, 0); at >= 0; at = find(mark, at + 1)) {
      count += 1;
      if (count > maxMarks) return true;
    }
  }
  return false;
}
