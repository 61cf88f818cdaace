import type { Row } from '../../extension/matrix/rows';

const offline = 'drawn on this computer: no key, no account, no rules and nobody to wait for';

export const matrix: Row = {
  type: 'sketch',
  absent: {
    'wrong key': offline,
    'no credit': offline,
    moderation: offline,
    failure: offline,
    late: offline,
    expired: offline,
  },
  cancelWaiting: 'stops',
  cancelRunning: 'goes on',
  kinds: ['generate', 'edit', 'batch'],
};
