/**
 * Loaded before a child's own code (`node --require`). File descriptor 3 is a pipe that the parent keeps open: when it closes,
 * the parent has ended for any reason, and the child kills its whole process group.
 * Grandchildren inherit `--require` and the environment, but have another parent, so they ignore the pipe.
 */
const { Socket } = require('node:net');

if (process.ppid === Number(process.env.EASEL_GUARDING_PARENT)) {
  const pipe = new Socket({ fd: 3, readable: true, writable: false });
  pipe.on('close', () => process.kill(-process.pid, 'SIGKILL'));
  pipe.on('error', () => {});
  pipe.resume();
  pipe.unref();
}
