/**
 * Models and their limits, which follow the generation that a name states. Names are free text: Google renames models often.
 * Source: "Image generation" in the Gemini API's documentation (ratios, pixels, number of input images).
 */
import type { JobKind } from '../../shared/model/jobs';
import type { ProviderConfig } from '../contract/configuration';
import type { KindLimits, Model, ModelKinds, Sizes } from '../contract/model';

export const defaultModel = 'gemini-3.1-flash-image';

const suggested: readonly string[] = [
  defaultModel,
  'gemini-3.1-flash-lite-image',
  'gemini-3-pro-image',
  'gemini-2.5-flash-image',
];

const firstSizes: Sizes = {
  '1:1': [1024, 1024],
  '2:3': [832, 1248],
  '3:2': [1248, 832],
  '3:4': [864, 1184],
  '4:3': [1184, 864],
  '4:5': [896, 1152],
  '5:4': [1152, 896],
  '9:16': [768, 1344],
  '16:9': [1344, 768],
  '21:9': [1536, 672],
};

/** At 1K; 2K and 4K are twice and four times as large. */
const sizes: Sizes = {
  '1:1': [1024, 1024],
  '2:3': [848, 1264],
  '3:2': [1264, 848],
  '3:4': [896, 1200],
  '4:3': [1200, 896],
  '4:5': [928, 1152],
  '5:4': [1152, 928],
  '9:16': [768, 1376],
  '16:9': [1376, 768],
  '21:9': [1584, 672],
};

/** Ratios that 3.1 added. */
const longRatios = ['1:4', '4:1', '1:8', '8:1'] as const;

/** The inline images of a request may have 20 MB altogether, in base64. */
const maxReferenceBytes = 7_000_000;
const types = ['image/png', 'image/jpeg', 'image/webp'] as const;

interface Generation {
  limits: Omit<KindLimits, 'references'>;
  references: number;
}

function generationOf(name: string): Generation {
  if (/2\.5-flash/.test(name)) return { limits: limitsWith(firstSizes), references: 3 };
  const larger: Partial<KindLimits> = {
    resolutions: ['1K', '2K', '4K'],
    resolutionSizes: { '1K': sizes, '2K': times(2), '4K': times(4) },
  };
  const limits: Generation['limits'] = { ...limitsWith(sizes), ...larger };
  if (/gemini-3-/.test(name)) return { limits, references: 14 };
  return { limits: { ...limits, ratios: [...Object.keys(sizes), ...longRatios] }, references: 14 };
}

function limitsWith(known: Sizes): Generation['limits'] {
  return { count: 1, promptLength: 32_000, ratios: Object.keys(known), sizes: known };
}

function times(factor: number): Sizes {
  return Object.fromEntries(
    Object.entries(sizes).map(([ratio, [width, height]]) => [ratio, [width * factor, height * factor] as const]),
  );
}

/** The limits of a model, listed or not. */
export function kindsOf(name: string): Required<Pick<ModelKinds, 'generate' | 'edit'>> {
  const { limits, references: max } = generationOf(name.toLowerCase());
  const { ratios = [] } = limits;
  return {
    generate: { ...limits, references: { min: 0, max, types, maxBytes: maxReferenceBytes } },
    // An edit keeps the ratio of its input image by default.
    edit: { ...limits, ratios: ['auto', ...ratios], references: { min: 1, max, types, maxBytes: maxReferenceBytes } },
  };
}

export function limitsFor(name: string, kind: JobKind): KindLimits | undefined {
  return kind === 'batch' ? undefined : kindsOf(name)[kind];
}

/** The configured model first. */
export function knownModels(config: ProviderConfig): readonly Model[] {
  return modelsNamed([config.model, ...suggested]);
}

/** Models by name, without duplicates. */
export function modelsNamed(names: readonly string[]): readonly Model[] {
  return [...new Set(names)].filter((name) => name !== '').map((name) => ({ name, kinds: kindsOf(name) }));
}

export function unknownModel(_config: ProviderConfig, name: string): ModelKinds {
  return kindsOf(name);
}
