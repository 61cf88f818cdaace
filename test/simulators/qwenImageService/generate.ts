/** The three calls that make work. */
import { zipSync } from 'fflate';
import { drawPng } from '../image';
import { json, readForm, type Form, type FormFile, type Reply, type WireRequest } from '../wire';
import { Refusal, type Call, type Route } from './router';
import type { NewTask, ResultFile, Task } from './tasks';
import { FieldReader } from './validation';
import type { Simulation } from './simulation';

const ratioSizes: Record<string, [number, number]> = {
  '1:1': [1024, 1024],
  '16:9': [1664, 928],
  '9:16': [928, 1664],
  '4:3': [1472, 1104],
  '3:4': [1104, 1472],
  '3:2': [1584, 1056],
  '2:3': [1056, 1584],
};

/** Listed by newer servers. Their names are the service's; the pixels are assumed. */
export const largeRatioSizes: Record<string, [number, number]> = {
  '16:9-2K': [2560, 1440],
  '16:9-4K': [3840, 2160],
  '16:9-2K-影视': [2048, 1152],
};

export function sizesOf({ options }: Simulation): Record<string, [number, number]> {
  return { ...ratioSizes, ...(options.legacy ? {} : largeRatioSizes), ...options.moreRatios };
}

const mostImageBytes = 20 * 1024 * 1024;
const editSize: [number, number] = [1024, 1024];

export function generateRoutes(simulation: Simulation): Route[] {
  return [
    { method: 'POST', path: '/text-to-image', who: 'user', handle: textToImage },
    { method: 'POST', path: '/image-edit', who: 'user', handle: imageEdit },
    { method: 'POST', path: '/image-edit/batch', who: 'user', handle: batchEdit },
  ];

  async function textToImage({ request, user }: Call): Promise<Reply> {
    const form = await read(request, [
      'prompt',
      'negative_prompt',
      'aspect_ratio',
      'num_inference_steps',
      'true_cfg_scale',
      'seed',
      'num_images',
      'async_mode',
    ]);
    const fields = new FieldReader(form);
    const prompt = fields.present('prompt');
    const aspectRatio = fields.text('aspect_ratio', '1:1');
    const count = fields.number('num_images', { type: 'int', min: 1, max: 4, otherwise: 1 });
    const common = commonFields(fields, 50);
    fields.done();
    if (!simulation.modelLoaded) throw new Refusal(503, '文生图模型未加载');
    simulation.accounts.charge(user, count);
    // Whatever is not in the table becomes a square, without a word.
    const size = sizesOf(simulation)[aspectRatio] ?? [1024, 1024];
    const { seed, ...rest } = common.parameters;
    return run(
      request,
      {
        userId: user.id,
        type: 'text_to_image',
        prompt,
        negativePrompt: common.negativePrompt,
        parameters: { aspect_ratio: aspectRatio, ...rest, seed, num_images: count },
        pictures: count,
        make: () => resultOf('image', { count, size, text: `${prompt} ${String(seed)}` }),
      },
      { isAsync: common.isAsync, failure: '生成失败: 500: 生成失败: ', timeout: [500, '生成失败: 408: 任务超时'] },
    );
  }

  async function imageEdit({ request, user }: Call): Promise<Reply> {
    const form = await read(request, [
      'images',
      'prompt',
      'negative_prompt',
      'num_inference_steps',
      'true_cfg_scale',
      'guidance_scale',
      'seed',
      'num_images',
      'async_mode',
    ]);
    const fields = new FieldReader(form);
    const images = form.files.filter((file) => file.field === 'images');
    if (images.length === 0) fields.missing('images');
    const prompt = fields.present('prompt');
    const count = fields.number('num_images', { type: 'int', min: 1, max: 4, otherwise: 1 });
    const guidance = fields.number('guidance_scale', { type: 'float', min: 1, max: 10, otherwise: 1 });
    const common = commonFields(fields, 40);
    fields.done();
    if (!simulation.modelLoaded) throw new Refusal(503, '图像编辑模型未加载');
    // Before the images are checked, so a rejected upload counts too.
    simulation.accounts.charge(user, count);
    if (images.length > 2) throw new Refusal(400, '最多上传2张图像');
    images.forEach(checkImage);
    return run(
      request,
      {
        userId: user.id,
        type: 'image_edit',
        prompt,
        negativePrompt: common.negativePrompt,
        parameters: { ...common.parameters, guidance_scale: guidance, num_images: count },
        pictures: count,
        make: () => resultOf('edited', { count, size: editSize, text: prompt }),
      },
      { isAsync: common.isAsync, failure: '编辑失败: ', timeout: [408, '任务超时'] },
    );
  }

  async function batchEdit({ request, user }: Call): Promise<Reply> {
    const form = await read(request, [
      'image',
      'prompts',
      'negative_prompt',
      'num_inference_steps',
      'true_cfg_scale',
      'seed',
      'async_mode',
    ]);
    const fields = new FieldReader(form);
    const image = form.files.find((file) => file.field === 'image');
    if (!image) fields.missing('image');
    const joined = fields.text('prompts');
    const common = commonFields(fields, 40);
    fields.done();
    if (!simulation.modelLoaded) throw new Refusal(503, '图像编辑模型未加载');
    const prompts = joined
      .split('|')
      .map((prompt) => prompt.trim())
      .filter((prompt) => prompt !== '');
    simulation.accounts.charge(user, prompts.length);
    if (prompts.length === 0) throw new Refusal(400, '至少需要一个编辑提示');
    if (prompts.length > 10) throw new Refusal(400, '批量编辑提示数量不能超过 10');
    if (image) checkImage(image);
    return run(
      request,
      {
        userId: user.id,
        type: 'batch_edit',
        // The history keeps the first prompt, and how many there were.
        prompt: prompts[0] ?? '',
        negativePrompt: common.negativePrompt,
        parameters: { ...common.parameters, prompts_count: prompts.length },
        pictures: prompts.length,
        make: () => batchResult(prompts),
      },
      { isAsync: common.isAsync, failure: '批量编辑失败: ', timeout: [408, '任务超时'] },
    );
  }

  /** Counts what arrived whole, and keeps what the real service would silently ignore. */
  async function read(request: WireRequest, known: string[]): Promise<Form> {
    simulation.received[request.path] = (simulation.received[request.path] ?? 0) + 1;
    const form = await readForm(request);
    const names = [...form.fields.keys(), ...form.files.map((file) => file.field)];
    simulation.unknownFields.push(...names.filter((name) => !known.includes(name)));
    return form;
  }

  async function run(
    request: WireRequest,
    wanted: NewTask,
    mode: { isAsync: boolean; failure: string; timeout: [status: number, detail: string] },
  ): Promise<Reply> {
    const task = simulation.tasks.add(wanted);
    if (mode.isAsync && !simulation.options.legacy) return accepted(task);
    const seconds = simulation.options.synchronousSeconds ?? (wanted.type === 'batch_edit' ? 1800 : 600);
    await simulation.tasks.over(task, { seconds, signal: request.signal });
    if (task.status === 'failed') throw new Refusal(500, `${mode.failure}${task.error ?? ''}`);
    if (!task.result) throw new Refusal(...mode.timeout);
    return fileReply(task.result);
  }

  function accepted(task: Task): Reply {
    return json(202, {
      message: '任务已提交',
      task_id: task.id,
      status_url: `/tasks/${task.id}`,
      result_url: `/tasks/${task.id}/result`,
      queue_info: { pending_tasks: simulation.tasks.pendingCount(), running_tasks: simulation.tasks.runningCount() },
    });
  }
}

export function fileReply(file: ResultFile): Reply {
  const headers = { 'content-type': file.type, 'content-disposition': `attachment; filename="${file.name}"` };
  return { status: 200, headers, body: file.bytes };
}

function commonFields(
  fields: FieldReader,
  defaultSteps: number,
): { negativePrompt: string; parameters: Record<string, unknown>; isAsync: boolean } {
  return {
    negativePrompt: fields.text('negative_prompt', ''),
    parameters: {
      num_inference_steps: fields.number('num_inference_steps', {
        type: 'int',
        min: 20,
        max: 100,
        otherwise: defaultSteps,
      }),
      true_cfg_scale: fields.number('true_cfg_scale', { type: 'float', min: 1, max: 10, otherwise: 4 }),
      seed: fields.number('seed', { type: 'int', otherwise: -1 }),
    },
    isAsync: fields.yes('async_mode', true),
  };
}

function checkImage(file: FormFile): void {
  const { bytes, type } = file;
  if (!['image/jpeg', 'image/png', 'image/webp'].includes(type)) {
    throw new Refusal(400, `不支持的文件类型: ${type}`);
  }
  if (bytes.length > mostImageBytes) throw new Refusal(400, '文件大小超过限制');
  const head = bytes.subarray(0, 12).toString('latin1');
  const isImage = head.startsWith('\x89PNG') || head.startsWith('\xff\xd8\xff') || /^RIFF....WEBP/s.test(head);
  if (!isImage) throw new Refusal(400, '无法解析图像文件');
}

function resultOf(name: string, wanted: { count: number; size: [number, number]; text: string }): ResultFile {
  const pictures = Array.from({ length: wanted.count }, (_, index) =>
    drawPng(...wanted.size, `${wanted.text} ${index}`),
  );
  const [only, ...others] = pictures;
  if (only && others.length === 0) return { name: `${name}.png`, type: 'image/png', bytes: only };
  return zipOf(name, pictures);
}

function batchResult(prompts: string[]): ResultFile {
  return zipOf(
    'edited',
    prompts.map((prompt) => drawPng(...editSize, prompt)),
  );
}

function zipOf(name: string, pictures: Uint8Array[]): ResultFile {
  const entries = Object.fromEntries(pictures.map((bytes, index) => [`${name}_${index + 1}.png`, bytes]));
  return { name: `${name}s.zip`, type: 'application/zip', bytes: zipSync(entries) };
}
