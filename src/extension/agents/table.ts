/** Every tool, by its name in the manifest. A test compares the two. */
import { editImage } from './tools/editImage';
import { generateImage } from './tools/generateImage';
import { imageJob } from './tools/imageJob';
import { listImageProviders } from './tools/listImageProviders';
import type { Tool, ToolName } from './tool';

export const tools: Readonly<Record<ToolName, Tool>> = {
  easel_generate_image: generateImage,
  easel_edit_image: editImage,
  easel_image_job: imageJob,
  easel_list_image_providers: listImageProviders,
};
