/**
 * What the rest of a site's IT draws beside its accelerators: processors, memory, fans and power supplies of
 * their servers, then network, storage and management of the cluster. Published megawatts are of all of it.
 */
import { round, type Cells } from './raw.ts';

/** Full draw of a server or rack as its maker gives it, W; how many accelerators are in it, and the TDP of each. */
const SERVERS: Record<string, { w: number; count: number; tdpW: number; name: string }> = {
  a100: { w: 6500, count: 8, tdpW: 400, name: 'DGX A100, 6.5 kW (NVIDIA data sheet)' },
  h100: { w: 10200, count: 8, tdpW: 700, name: 'DGX H100, 10.2 kW (NVIDIA data sheet)' },
  h200: { w: 10200, count: 8, tdpW: 700, name: 'DGX H200, 10.2 kW (NVIDIA data sheet)' },
  b200: { w: 14300, count: 8, tdpW: 1000, name: 'DGX B200, 14.3 kW (NVIDIA data sheet)' },
  gb200: { w: 132000, count: 72, tdpW: 1200, name: 'GB200 NVL72, 132 kW a rack (HPE QuickSpecs)' },
  gb300: { w: 142000, count: 72, tdpW: 1400, name: 'GB300 NVL72, 142 kW a rack (estimate after its makers)' },
  ascend_910c: {
    w: 559000,
    count: 384,
    tdpW: 700,
    name: 'CloudMatrix 384, 559 kW (SemiAnalysis, April 2025)',
  },
};
const LIKE: Record<string, string> = { a800: 'a100', h800: 'h100', h20: 'h100' };

/** Network, storage, management, over the servers: low, best, high; judgement. */
const CLUSTER: [number, number, number] = [1.05, 1.1, 1.2];

/** Servers of eight of a type whose maker gives no figure: between NVL72 and DGX. */
const UNKNOWN: [number, number, number] = [0.4, 0.8, 1.1];

/** Machines of accelerators and little else, as power published with Linpack results shows. */
const HPC: [number, number, number] = [0.15, 0.25, 0.4];

/** One board: a lamp post's camera and modem. */
const EDGE: [number, number, number] = [0.1, 0.25, 0.5];

/** Power of hosts over that of accelerators, with its band and what it rests on. */
export function hostCells(role: string, type: string): Cells {
  const [band, basis] = hosts(role, type);
  const [low, best, high] = band.map((value) => round(value, 2));
  return {
    host_overhead_low: low,
    host_overhead: best,
    host_overhead_high: high,
    host_overhead_basis: basis,
  };
}

function hosts(role: string, type: string): [[number, number, number], string] {
  if (role === 'hpc') return [HPC, 'estimate: supercomputers at TDP against the power of their Linpack runs'];
  if (role === 'edge') return [EDGE, 'estimate: a board and little else'];
  const server = SERVERS[LIKE[type] ?? type];
  if (server === undefined) return [UNKNOWN, 'estimate: between known servers, as none is published'];
  const perTdp = server.w / server.count / server.tdpW;
  return [
    CLUSTER.map((times) => perTdp * times - 1) as [number, number, number],
    `derived: ${server.name}, and 10 % (5 to 20) for network and storage of the cluster`,
  ];
}
