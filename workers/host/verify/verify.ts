/**
 * Verify: the engine against answers from elsewhere, here and now. The same in Node and in a
 * visitor's browser; files come in through `read`.
 */
import type { Check } from '../../protocol.ts';
import { check, runFile } from './check.ts';
import { closedForms, type AnalyticCases } from './closed-forms.ts';
import { gangs } from './gangs.ts';
import { oracleFile, oracleFinishTimes, type NetworkOracle } from './network-oracle.ts';

const NETWORKS = ['t1_line', 't2_bottleneck', 't3_dynamic', 't4_parkinglot', 'small', 'medium'];
const FOREVER = 1e12;

/** @param read gives the text of a file below `public/oracles/` */
export async function verify(read: (file: string) => Promise<string>): Promise<Check[]> {
  const cases = JSON.parse(await read('analytic/cases.json')) as AnalyticCases;
  const networks: Check[] = [];
  for (const name of NETWORKS) {
    const world = JSON.parse(await read(`network/${name}.json`)) as NetworkOracle;
    networks.push(networkCheck(name, world, oracleFinishTimes(await read(`network/${name}.simgrid.csv`))));
  }
  return [...closedForms(cases), ...gangs(cases), ...networks];
}

/** Of all flows of a network, the one whose finish time is furthest off, by what is allowed. */
function networkCheck(name: string, world: NetworkOracle, finishS: Map<string, number>): Check {
  const run = runFile(oracleFile(name, world), FOREVER);
  const { transfers } = run.world.ids;
  let worst = 0;
  let worstShare = -1;
  transfers.forEach((id, transfer) => {
    const expected = finishS.get(id)!;
    const share = Math.abs(run.state.transferFinishS[transfer] - expected) / allowedS(expected);
    if (share > worstShare) {
      worst = transfer;
      worstShare = share;
    }
  });
  const expected = finishS.get(transfers[worst])!;
  const what = `${name}: worst of ${transfers.length} flows ends`;
  return check(
    'N3',
    what,
    's',
    expected,
    run.state.transferFinishS[worst],
    allowedS(expected),
    'SimGrid 3.32',
  );
}

/** Relative 1e-7 or 1 microsecond: SimGrid's own precision. */
function allowedS(expectedS: number): number {
  return Math.max(1e-6, 1e-7 * expectedS);
}
