/** Words the parameters of a request: their labels and what they do. Pure. */
import type { Translate } from '../../shared/format/translate';

/** Label of a parameter (`cfgScale`); an unknown name is returned unchanged. */
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
      return t('Size (pixels)');
    case 'resolution':
      return t('Resolution');
    case 'count':
      return t('Number of images');
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
      return t('Reference images');
    case 'mask':
      return t('Mask');
    default:
      return name;
  }
}

/** What a parameter does, where its label doesn't tell. */
export function parameterHelp(name: string, t: Translate): string | undefined {
  switch (name) {
    case 'negativePrompt':
      return t('What to leave out of the image');
    case 'seed':
      return t('The same seed and prompt give the same image');
    case 'steps':
      return t('More steps give finer detail but take longer');
    case 'cfgScale':
      return t('Higher values follow the prompt more closely');
    case 'count':
      return t('How many images to generate');
    case 'aspectRatio':
      return t('Width to height');
    case 'size':
      return t('Used instead of an aspect ratio');
    case 'resolution':
      return t('Higher resolutions show more detail but often cost more');
    case 'quality':
      return t('Higher quality takes longer and often costs more');
    case 'background':
      return t('Background behind the subject');
    case 'outputFormat':
      return t('Type of the generated file');
    case 'model':
      return t('Options depend on the model');
    default:
      return undefined;
  }
}
