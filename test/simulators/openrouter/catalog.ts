/** The models of the simulator, described as the service describes its own. */

export type Capability =
  { type: 'enum'; values: readonly string[] } | { type: 'range'; min: number; max: number } | { type: 'boolean' };

export interface SimulatedModel {
  name: string;
  parameters: Readonly<Record<string, Capability>>;
  takesImages: boolean;
  streams: boolean;
}

const ratios = ['1:1', '2:3', '3:2', '3:4', '4:3', '4:5', '5:4', '9:16', '16:9', '21:9'];
const among = (...values: string[]): Capability => ({ type: 'enum', values });

const gemini: SimulatedModel = {
  name: 'Google: Gemini image',
  parameters: {
    aspect_ratio: among(...ratios),
    resolution: among('512', '1K', '2K', '4K'),
    input_references: { type: 'range', min: 0, max: 14 },
  },
  takesImages: true,
  streams: false,
};

export const catalog: Readonly<Record<string, SimulatedModel>> = {
  'google/gemini-3.1-flash-image': gemini,
  'google/gemini-3-pro-image': gemini,
  'openai/gpt-image-2': {
    name: 'OpenAI: GPT Image 2',
    parameters: {
      aspect_ratio: among('1:1', '3:2', '2:3'),
      quality: among('auto', 'low', 'medium', 'high'),
      background: among('auto', 'transparent', 'opaque'),
      output_format: among('png', 'jpeg', 'webp'),
      output_compression: { type: 'range', min: 0, max: 100 },
      n: { type: 'range', min: 1, max: 10 },
      input_references: { type: 'range', min: 0, max: 16 },
    },
    takesImages: true,
    streams: true,
  },
  'black-forest-labs/flux.2-pro': {
    name: 'Black Forest Labs: FLUX.2 Pro',
    parameters: {
      aspect_ratio: among(...ratios),
      seed: { type: 'range', min: 0, max: 4_294_967_295 },
      output_format: among('png', 'jpeg'),
    },
    takesImages: false,
    streams: false,
  },
};

/** Pixels at 1K. */
export function sizeOf(ratio: string, resolution: string): [width: number, height: number] {
  const [wide = 1, high = 1] = ratio.split(':').map(Number);
  const area = { '512': 512, '1K': 1024, '2K': 2048, '4K': 4096 }[resolution] ?? 1024;
  const width = Math.round((area * Math.sqrt(wide / high)) / 16) * 16;
  return [width, Math.round((width * high) / wide / 16) * 16];
}
