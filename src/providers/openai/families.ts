/** Families of models, told apart by their names, which are free text: relays invent their own. */

export type Family = 'nano' | 'nano-sized' | 'gpt-fixed' | 'gpt-2' | 'gpt-newer' | 'qwen' | 'other';

export function familyOf(name: string): Family {
  const model = name.toLowerCase();
  if (/gpt[-_.]?image|chatgpt[-_]image/.test(model)) {
    const version = /gpt[-_.]?image[-_]?(\d+(?:\.\d+)?)/.exec(model)?.[1];
    if (version === undefined || Number(version) < 2) return 'gpt-fixed';
    return Number(version) === 2 ? 'gpt-2' : 'gpt-newer';
  }
  if (/nano[-_ ]?banana|gemini.*image/.test(model)) {
    return /banana[-_ ]?(2|pro)|gemini-3/.test(model) ? 'nano-sized' : 'nano';
  }
  return /qwen[-_]?image/.test(model) ? 'qwen' : 'other';
}

export function isGptImage(family: Family): boolean {
  return family === 'gpt-fixed' || family === 'gpt-2' || family === 'gpt-newer';
}
