/** Which processors this process may run on, by `taskset` (util-linux). */
import { execFileSync } from 'node:child_process';

/**
 * Keeps every thread that this process has, and whatever they start, to some processors.
 * @param cores as taskset writes them: `0`, or `0,1`
 * @returns false where there is no taskset, or no such processor
 */
export function keepToCores(cores: string): boolean {
  try {
    execFileSync('taskset', ['-apc', cores, String(process.pid)], { stdio: 'ignore' });
    return true;
  } catch {
    return false;
  }
}
