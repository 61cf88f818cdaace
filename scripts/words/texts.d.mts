export interface Text {
  file: string;
  line: number;
  text: string;
}
export function collectTexts(root: string): Text[];
export function manifestTexts(file: string, json: string): Text[];
export function nlsTexts(file: string, json: string): Text[];
export function messagesOf(file: string, code: string): Text[];
export function titlesOf(file: string, code: string): Text[];
export function componentTexts(file: string, source: string): Text[];
export function documentTexts(file: string, source: string): Text[];
