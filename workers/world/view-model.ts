/**
 * What the page needs to know of a compiled world once: names, places, capacities, sources.
 * Plain data in index order, so that index i of a frame's column is entry i here.
 */
import type { Provenance, SiteRole, SiteStatus, WorkClass, Words } from '../scenario/scenario.ts';
import type { StoryScene } from '../scenario/story.ts';

export type PoolView = { type: string; name: string; count: number };

export type SiteView = {
  id: string;
  name: Words;
  lat: number;
  lon: number;
  country: string;
  region: string;
  operator: string;
  role: SiteRole;
  status: SiteStatus;
  grid: string | null;
  /** With all that is announced to come; so are the sums below. */
  pools: PoolView[];
  accelerators: number;
  /** Sum over pools of count x BF16 peak, FLOP/s. */
  peakFlops: number;
  powerCapW: number | null;
  pue: number;
  servingShare: number;
  provenance: Provenance | null;
};

export type MetroView = {
  id: string;
  name: Words;
  lat: number;
  lon: number;
  country: string;
  region: string;
  utcOffsetH: number;
  populationM: number;
  provenance: Provenance | null;
};

/** Ends are node indices: site i is node i, metro j is node `sites.length + j`. */
export type LinkView = {
  id: string;
  name: string;
  kind: string;
  a: number;
  b: number;
  capacityBps: number;
  delayS: number;
  provenance: Provenance | null;
};

export type ClassView = { id: string; name: Words; kind: WorkClass['kind']; spec: WorkClass };

export type TenantView = { id: string; quota: number | null; share: number };

export type NamedView = { id: string; name: string; provenance: Provenance | null };

export type EventView = { atS: number; what: string; label: Words };

export type ViewModel = {
  scenario: {
    id: string;
    name: Words;
    summary: Words;
    sources: string[];
    startMs: number;
    durationS: number;
    tickS: number;
    /** Number of the last tick; tick 0 is the start. */
    ticks: number;
    openTick: number;
    seed: number;
    linked: boolean;
    placement: string;
    routing: string;
    queue: string;
    jobs: number;
    /** Somebody asks for inference. */
    requests: boolean;
  };
  sites: SiteView[];
  metros: MetroView[];
  links: LinkView[];
  classes: ClassView[];
  tenants: TenantView[];
  grids: NamedView[];
  /** Types of accelerators. */
  types: NamedView[];
  events: EventView[];
  story: StoryScene[];
};
