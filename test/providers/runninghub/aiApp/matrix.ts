import type { Row } from '../../../extension/matrix/rows';
import { rig } from './rig';

export const matrix: Row = {
  type: 'runninghub-ai-app',
  rig,
  absent: {},
  cancelWaiting: 'stops',
  cancelRunning: 'stops',
  kinds: ['generate', 'edit'],
};
