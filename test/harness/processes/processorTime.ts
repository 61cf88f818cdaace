/** Measures work independently of how slow or busy the machine is. */

/** CPU time of this process so far, in milliseconds. */
export function processorTime(): number {
  const { user, system } = process.cpuUsage();
  return (user + system) / 1_000;
}
