/** What Sketch says about itself. */
import * as z from 'zod/mini';
import { message, properName } from '../../shared/format/translate';
import type { ProviderManifest } from '../contract/manifest';
import { model } from './models';

const optionsSchema = z.strictObject({});
export type SketchOptions = z.infer<typeof optionsSchema>;

export const manifest: ProviderManifest<SketchOptions> = {
  type: 'sketch',
  label: properName('Sketch'),
  summary: message('Placeholder images, drawn offline and free'),
  offline: true,
  defaults: { name: 'sketch', model: model.name, synchronous: true, enabled: true, fallback: false, priority: 0 },
  secrets: [],
  optionsSchema,
  examples: [{}],
};
