import type { Row } from '../../../extension/matrix/rows';
import { rig } from './rig';

export const matrix: Row = {
  type: 'runninghub-models',
  rig,
  absent: {},
  cancelWaiting: 'stops',
  cancelRunning: 'goes on',
  kinds: ['generate', 'edit'],
};
