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
const marks = ['"', ',', '{', '['].map((mark) => mark.charCodeAt(0));

/** Whether parsing the JSON would block the event loop for long. */
export function isTooIntricate(bytes: Uint8Array): boolean {
  if (bytes.length <= alwaysParsed) return false;
  let count = 0;
  for (const mark of marks) {
    for (let at = bytes.indexOf(mark); at >= 0; at = bytes.indexOf(mark, at + 1)) {
      count += 1;
      if (count > maxMarks) return true;
    }
  }
  return false;
}
