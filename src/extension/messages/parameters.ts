/** The names of a picture's parameters, as people read them. Pure. */
import type { Translate } from '../../shared/format/translate';

/** The name of a parameter of a request (`cfgScale`); an unknown one stays as it is. */
export function parameterLabel(name: string, t: Translate): string {
  switch (name) {
    case 'prompt':
      return t('Prompt');
    case 'prompts':
      return t('Prompts');
    case 'negativePrompt':
      return t('Negative prompt');
    case 'aspectRatio':
      return t('Aspect ratio');
    case 'size':
      return t('Size in pixels');
    case 'resolution':
      return t('Resolution');
    case 'count':
      return t('Number of pictures');
    case 'seed':
      return t('Seed');
    case 'steps':
      return t('Steps');
    case 'cfgScale':
      return t('Prompt strength (CFG)');
    case 'quality':
      return t('Quality');
    case 'background':
      return t('Background');
    case 'outputFormat':
      return t('File format');
    case 'model':
      return t('Model');
    case 'references':
      return t('Reference pictures');
    case 'mask':
      return t('Mask');
    default:
      return name;
  }
}

/** One word on what a parameter does, where its name does not say it. */
export function parameterHelp(name: string, t: Translate): string | undefined {
  switch (name) {
    case 'negativePrompt':
      return t('What should not be in the picture');
    case 'seed':
      return t('The same seed and prompt give the same picture again');
    case 'steps':
      return t('More steps: finer and slower');
    case 'cfgScale':
      return t('Larger: follows the prompt more closely');
    case 'count':
      return t('Made at once, to choose from');
    case 'aspectRatio':
      return t('Width to height');
    case 'size':
      return t('Instead of an aspect ratio');
    case 'resolution':
      return t('Larger: more detail, often costs more');
    case 'quality':
      return t('Higher: slower, often costs more');
    case 'background':
      return t('What lies behind the subject');
    case 'outputFormat':
      return t('Type of the file that comes');
    case 'model':
      return t('Each has parameters of its own');
    default:
      return undefined;
  }
}
