import type { Row } from '../../extension/matrix/rows';
import { rig } from './rig';

export const matrix: Row = {
  type: 'qwen-image-service',
  rig,
  absent: { moderation: 'self-hosted, without content rules' },
  cancelWaiting: 'stops',
  cancelRunning: 'goes on',
  kinds: ['generate', 'edit', 'batch'],
  returnsBytes: true,
};
