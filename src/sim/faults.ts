/** What stopped a branch, in the words that the page shows. */
import type { Branch } from './branch.ts';
import type { Fault } from './store.ts';

/** The first, if anything did. */
export function faultIn(branches: readonly Branch[]): Fault | null {
  return branches.find((branch) => branch.fault !== null)?.fault ?? null;
}

export function faultOf(branch: Branch, tick: number | null, message: string): Fault {
  return { branch: branch.name, tick, message, line: null };
}

export function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
