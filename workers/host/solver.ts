/**
 * The solver of linear programmes that a run asks for (I6): HiGHS, as WebAssembly. Loaded before the run
 * that needs it and by no other, as it is larger than all the rest.
 *
 * Each programme is solved from scratch, so its answer depends on nothing but itself; equal ones are solved once.
 */
import type { Highs } from 'highs';
import { needsSolver } from '../engine/engine.ts';
import { hashBuffer } from '../engine/hash.ts';
import type { LinearProgram, SolveLp } from '../engine/inference/linear-program.ts';
import type { Tools } from '../engine/run.ts';
import { hashText } from '../frame/read.ts';
import type { LoggedCommand } from '../protocol.ts';
import type { World } from '../world/world.ts';

/** Solutions remembered: a week of hours and epochs of a small world. */
const MOST_REMEMBERED = 4096;
const OPTIMAL = 7;

let loading: Promise<SolveLp> | null = null;

/** The WebAssembly, for a worker that cannot fetch it for itself. */
export type ReadSolver = () => Promise<ArrayBuffer>;

/** What `createRun` of this world asks for, with the commands of a log. @throws Error where it cannot be loaded */
export async function toolsFor(
  world: World,
  log: readonly LoggedCommand[] = [],
  read?: ReadSolver,
): Promise<Tools> {
  const asked = log.some(({ command }) => command.do === 'policy' && command.routing === 'optimal');
  return { solveLp: asked || needsSolver(world) ? await loadSolver(read) : null };
}

export function loadSolver(read?: ReadSolver): Promise<SolveLp> {
  loading ??= import('highs').then(async ({ default: load }) =>
    remember(solverOf(await load(read && given(await read())))),
  );
  return loading;
}

/** Emscripten's way to hand over the WebAssembly; `wasmBinary`, which the package names, this build does not read. */
function given(bytes: ArrayBuffer): object {
  return {
    instantiateWasm(imports: WebAssembly.Imports, done: (instance: WebAssembly.Instance) => void): object {
      void WebAssembly.instantiate(bytes, imports).then(({ instance }) => done(instance));
      return {};
    },
  };
}

function solverOf(highs: Highs): SolveLp {
  return (program) =>
    highs.withModel((model) => {
      model.options.set('output_flag', false);
      model.options.set('primal_feasibility_tolerance', 1e-9);
      model.options.set('dual_feasibility_tolerance', 1e-9);
      model.passModel(modelOf(program));
      model.run();
      const status = model.getModelStatus();
      if (status !== OPTIMAL) throw new Error(`the solver ended with status ${status}`);
      return model.getSolution().colValue;
    });
}

function modelOf({ columns, rows, cost, rowLower, rowUpper, start, row, value }: LinearProgram) {
  return {
    numCols: columns,
    numRows: rows,
    colCost: cost,
    colLower: new Float64Array(columns),
    colUpper: new Float64Array(columns).fill(Infinity),
    rowLower,
    rowUpper,
    matrix: {
      format: 'csc' as const,
      numCols: columns,
      numRows: rows,
      starts: start,
      indices: row,
      values: value,
    },
  };
}

/** Solves a programme that is equal to an earlier one by looking up the answer. */
function remember(solve: SolveLp): SolveLp {
  const known = new Map<string, Float64Array>();
  return (program) => {
    const key = keyOf(program);
    let x = known.get(key);
    if (x === undefined) {
      x = solve(program);
      if (known.size >= MOST_REMEMBERED) known.clear();
      known.set(key, x);
    }
    return x;
  };
}

function keyOf({ columns, rows, cost, rowLower, rowUpper, start, row, value }: LinearProgram): string {
  const hashes = [cost, rowLower, rowUpper, start, row, value].map((column) => {
    const padded = new Uint8Array(Math.ceil(column.byteLength / 8) * 8);
    padded.set(new Uint8Array(column.buffer, column.byteOffset, column.byteLength));
    const { high, low } = hashBuffer(padded.buffer);
    return hashText(high, low);
  });
  return [columns, rows, ...hashes].join(' ');
}
