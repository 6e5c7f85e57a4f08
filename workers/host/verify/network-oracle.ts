/** The network oracles' files -> scenario files and expected finish times. */

/** World of an oracle: capacities in bytes/s and direction, routes as arcs 2*link (a -> b) or 2*link + 1. */
export type NetworkOracle = {
  sites: { id: number }[];
  links: { id: number; a: number; b: number; capacityBps: number }[];
  flows: { id: number; src: number; dst: number; bytes: number; startS: number; route: number[] }[];
};

const DIGITS = 5;

function key(prefix: string, id: number): string {
  return prefix + String(id).padStart(DIGITS, '0');
}

/** The scenario file of an oracle: fixed routes, no delay. Transfer ids are `f00000` and on. */
export function oracleFile(id: string, world: NetworkOracle): Record<string, unknown> {
  return {
    format: 'causeway/1',
    id,
    duration: '365d',
    tick: '1d',
    accelerators: { cpu: { bf16Tflops: 1 } },
    sites: Object.fromEntries(
      world.sites.map((site) => [key('s', site.id), { lat: 0, lon: 0, pools: { cpu: 1 } }]),
    ),
    links: Object.fromEntries(
      world.links.map((link) => [
        key('l', link.id),
        { a: key('s', link.a), b: key('s', link.b), bps: link.capacityBps * 8, delayMs: 0 },
      ]),
    ),
    transfers: {
      list: world.flows.map((flow) => ({
        id: key('f', flow.id),
        from: key('s', flow.src),
        to: key('s', flow.dst),
        bytes: flow.bytes,
        at: flow.startS,
        via: flow.route.map((arc) => key('l', arc >> 1)),
      })),
    },
  };
}

/** Finish times in seconds by transfer id, from a CSV with columns `flow` and `finish_s`. */
export function oracleFinishTimes(csv: string): Map<string, number> {
  const lines = csv.trim().split('\n');
  const finish = lines[0].split(',').indexOf('finish_s');
  return new Map(
    lines.slice(1).map((line) => {
      const cells = line.split(',');
      return [key('f', Number(cells[0])), Number(cells[finish])];
    }),
  );
}
