/**
 * What runs beside what, apart from the workers: the names, patches and logs of up to four branches.
 * A and B are the built-in pair, the scenario linked and as islands; what a person does to one of
 * them is done to both. A fork has a log of its own, which begins as that of where it left.
 */
import type { LoggedCommand } from '../../workers/protocol.ts';

export const BRANCH_NAMES = ['A', 'B', 'C', 'D'] as const;
export type BranchName = (typeof BRANCH_NAMES)[number];
/** Those that are always there. */
export const PAIR_NAMES: readonly BranchName[] = ['A', 'B'];

/** One thing done by hand: a command, and where it ends by itself the one that ends it. */
export type Action = LoggedCommand[];

export type Log = {
  /** Done before the fork, in the branch it left; not to be undone here. */
  inherited: readonly Action[];
  /** Done here, in order; each is one step to undo. */
  actions: readonly Action[];
  /** Undone and not yet redone, the last undone last. */
  undone: readonly Action[];
};

/** A fork to begin with. */
export type ForkStart = {
  name: BranchName;
  from: BranchName;
  tick: number;
  linked: boolean;
  /** All its commands, of which the first so many were given before it forked. */
  log: LoggedCommand[];
  inherited: number;
};

/** A policy that a person wrote, under the name of its file; `script` is what is run of it: CommonJS, without types. */
export type OwnPolicy = { name: string; script: string };

export type Line = {
  name: BranchName;
  linked: boolean;
  /** RFC 7396 merge patches on the scenario. */
  patches: unknown[];
  /** One and the same for those that take commands together. */
  log: Log;
  /** Null for the built-in pair. */
  fork: { from: BranchName; tick: number } | null;
  /** Null: placed by the policy of the scenario. */
  policy: OwnPolicy | null;
};

/** @param commands to begin with; each can be undone by itself */
export function builtInPair(
  given: readonly unknown[] = [],
  commands: readonly LoggedCommand[] = [],
): [linked: Line, islands: Line] {
  const log: Log = { inherited: [], actions: commands.map((logged) => [logged]), undone: [] };
  const line = (name: BranchName, linked: boolean): Line => ({
    name,
    linked,
    patches: [...given, { linked }],
    log,
    fork: null,
    policy: null,
  });
  return [line('A', true), line('B', false)];
}

/** What was begun by `tick` goes with the fork, its end too; what was begun later does not. */
export function forkOf(parent: Line, tick: number, name: BranchName): Line {
  const { linked, patches, log, policy } = parent;
  const inherited = [...log.inherited, ...log.actions].filter(([first]) => first!.tick <= tick);
  return {
    name,
    linked,
    patches,
    log: { inherited, actions: [], undone: [] },
    fork: { from: parent.name, tick },
    policy,
  };
}

/**
 * The parent's run once more from its start, with all that was done in it, under a policy of the person's own.
 * @param name the parent's own where it takes its place
 */
export function underPolicy(parent: Line, policy: OwnPolicy, name: BranchName): Line {
  const { linked, patches, log } = parent;
  const from = parent.name === name && parent.fork ? parent.fork.from : parent.name;
  return {
    name,
    linked,
    patches,
    log: { inherited: [...log.inherited, ...log.actions], actions: [], undone: [] },
    fork: { from, tick: 0 },
    policy,
  };
}

/** A fork as it was when a run was shared or kept, beside the pair it begins with. */
export function forkAgain([linked, islands]: readonly [Line, Line], fork: ForkStart): Line {
  const { patches } = fork.linked ? linked : islands;
  const actions = fork.log.map((logged) => [logged]);
  return {
    name: fork.name,
    linked: fork.linked,
    patches,
    log: { inherited: actions.slice(0, fork.inherited), actions: actions.slice(fork.inherited), undone: [] },
    fork: { from: fork.from, tick: fork.tick },
    policy: null,
  };
}

/** What of a fork is shared or kept; none of one under a policy of the person's own, which stays where it is. */
export function forkStart(line: Line): ForkStart | null {
  const { name, linked, log, fork, policy } = line;
  if (policy !== null || fork === null) return null;
  return { name, ...fork, linked, inherited: log.inherited.flat().length, log: commandsOf(line) };
}

/** All commands of a branch, those that came with it too. */
export function commandsOf({ log }: Line): LoggedCommand[] {
  return [...log.inherited, ...log.actions].flat();
}

/** The next name to give, or null when all are in use. */
export function freeName(lines: readonly Line[]): BranchName | null {
  return BRANCH_NAMES.find((name) => lines.every((line) => line.name !== name)) ?? null;
}

/** Those that take the same commands, the line itself among them. */
export function sharingLog<T extends Line>(lines: readonly T[], line: Line): T[] {
  return lines.filter((other) => other.log === line.log);
}

/** What a branch is held against: the base; and the base against the islands. */
export function referenceName(name: BranchName): BranchName {
  return name === 'A' ? 'B' : 'A';
}
