import type { Row } from '../../extension/matrix/rows';
import { rig } from './rig';

export const matrix: Row = {
  type: 'kie',
  rig,
  absent: {},
  cancelWaiting: 'goes on',
  cancelRunning: 'goes on',
  kinds: ['generate', 'edit'],
};
