/** The models of the simulator, and the parameters of each. */
export interface SimulatedModel {
  family: 'gpt' | 'gpt-free' | 'nano' | 'nano-sized' | 'open';
  /** Parameters of both calls besides `model` and `prompt`. */
  parameters: readonly string[];
  editParameters: readonly string[];
}

const gptParameters = [
  ...['n', 'size', 'quality', 'background', 'output_format', 'output_compression', 'moderation'],
  ...['stream', 'partial_images', 'user', 'safety_identifier'],
];
const openParameters = [
  ...['n', 'size', 'response_format', 'user', 'negative_prompt', 'seed'],
  ...['num_inference_steps', 'guidance_scale', 'true_cfg_scale'],
];
const gpt: SimulatedModel = { family: 'gpt', parameters: gptParameters, editParameters: ['input_fidelity'] };
const gptFree: SimulatedModel = { ...gpt, family: 'gpt-free' };
const nano: SimulatedModel = {
  family: 'nano',
  parameters: ['n', 'response_format', 'aspect_ratio', 'user'],
  editParameters: [],
};
const nanoSized: SimulatedModel = {
  family: 'nano-sized',
  parameters: [...nano.parameters, 'image_size'],
  editParameters: [],
};
export const open: SimulatedModel = { family: 'open', parameters: openParameters, editParameters: [] };

export const catalog: Readonly<Record<string, SimulatedModel>> = {
  'gpt-image-1-mini': gpt,
  'gpt-image-1.5': gpt,
  'gpt-image-2': gptFree,
  'gpt-image-2.5-flare': gptFree,
  'nano-banana': nano,
  'nano-banana-hd': nano,
  'nano-banana-fast': nano,
  'nano-banana-2': nanoSized,
  'nano-banana-pro': nanoSized,
  'gemini-3-pro-image-preview': nanoSized,
  'qwen-image': open,
  'qwen-image-edit': open,
};

/** Models of the same service that make no images. */
export const otherModels: readonly string[] = ['gpt-5.2-mini', 'gemini-3-pro', 'text-embedding-3-small', 'whisper-1'];

/** Pixels of the nano-banana family at 1K. */
export const ratioSizes: Readonly<Record<string, readonly [width: number, height: number]>> = {
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
