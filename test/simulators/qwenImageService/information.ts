/** The public pages. */
import { json, type Reply } from '../wire';
import { sizesOf } from './generate';
import type { Route } from './router';
import type { Simulation } from './simulation';

export function informationRoutes(simulation: Simulation): Route[] {
  const ratios = (): Reply => json(200, sizesOf(simulation));
  const routes: Route[] = [
    { method: 'GET', path: '/health', who: 'anyone', handle: health },
    { method: 'GET', path: '/aspect-ratios', who: 'anyone', handle: ratios },
  ];
  if (simulation.options.legacy) return routes;
  return [
    ...routes,
    { method: 'GET', path: '/', who: 'anyone', handle: about },
    { method: 'GET', path: '/models', who: 'anyone', handle: models },
    { method: 'GET', path: '/text-to-image/aspect-ratios', who: 'anyone', handle: ratios },
  ];

  function about(): Reply {
    return json(200, {
      name: 'Qwen Image Service',
      version: '1.3.0',
      docs: '/docs',
      health: '/health',
      auth_enabled: simulation.authEnabled,
      task_queue: {
        gpu_count: simulation.options.gpus ?? 1,
        max_workers: simulation.options.gpus ?? 1,
        pending_tasks: simulation.tasks.pendingCount(),
        running_tasks: simulation.tasks.runningCount(),
      },
    });
  }

  /** By default, each task loads its model, so that models always show as not loaded. */
  function health(): Reply {
    return json(200, {
      status: 'healthy',
      text_to_image_model_loaded: false,
      image_edit_model_loaded: false,
      gpu_available: true,
      gpu_count: simulation.options.gpus ?? 1,
    });
  }

  function models(): Reply {
    return json(200, {
      text_to_image: {
        name: 'Qwen-Image',
        description: '文生图模型',
        capabilities: ['text-to-image'],
        status: 'not_loaded',
      },
      image_edit: {
        name: 'Qwen-Image-Edit',
        description: '图像编辑模型',
        capabilities: ['image-edit', 'batch-edit'],
        status: 'not_loaded',
      },
    });
  }
}
