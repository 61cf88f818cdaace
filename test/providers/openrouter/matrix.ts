import type { Row } from '../../extension/matrix/rows';
import { rig } from './rig';

const answered = 'the call is answered with the image: there is no job at the service to cancel, wait for or fetch';

export const matrix: Row = {
  type: 'openrouter',
  rig,
  absent: {
    'cancel waiting': answered,
    'cancel running': answered,
    failure: 'there is no job that could fail: a call that fails is rejected',
    late: answered,
    expired: answered,
  },
  cancelWaiting: 'goes on',
  cancelRunning: 'goes on',
  kinds: ['generate', 'edit'],
  returnsBytes: true,
};
