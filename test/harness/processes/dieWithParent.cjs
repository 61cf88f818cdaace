/**
 * Loaded before a child's own code (`node --require`). File descriptor 3 is a pipe that the parent holds open: when it
 * closes, the parent is gone, however it went, and the child's whole process group goes too.
 * Grandchildren inherit `--require` and the environment, but not the parent: they leave the pipe alone.
 */
const { Socket } = require('node:net');

if (process.ppid === Number(process.env.EASEL_GUARDING_PARENT)) {
  const pipe = new Socket({ fd: 3, readable: true, writable: false });
  pipe.on('close', () => process.kill(-process.pid, 'SIGKILL'));
  pipe.on('error', () => {});
  pipe.resume();
  pipe.unref();
}
