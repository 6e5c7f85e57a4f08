/**
 * The campus of the site looked into, on its plot of the map: made when its first occupancy comes,
 * painted anew with each, taken away with the last. Everything else in it is the camera's nearness.
 */
import { Group } from 'three/webgpu';
import type { Occupancy } from '../../../../workers/frame/occupancy.ts';
import type { CampusView, CellPick } from '../../../sim/inside.ts';
import { plotCentre } from '../../plots.ts';
import type { Stage } from '../../stage.ts';
import { LAND_TOP } from '../../measure.ts';
import { type Look } from '../../tsl/look.ts';
import type { Quality, Theme } from '../../types.ts';
import { placeIn, planScale } from './levels.ts';
import { createCells, type Cells } from './cells.ts';
import { createCampusGround, type CampusGround } from './ground.ts';
import { NO_CELL, NO_GANG, paint, runAt, type Painting } from './paint.ts';
import { CELLS_PER_RACK, planCampus, type Plan } from './plan.ts';

/** Cells on the screen at most; fewer where a processor draws them. */
const MOST_CELLS: Record<Quality, number> = { full: 100_000, test: 6_000 };

type Built = {
  site: number;
  plan: Plan;
  scale: number;
  cells: Cells;
  ground: CampusGround;
  painting: Painting;
};

export type CampusLayer = {
  object: Group;
  built(): { site: number; plan: Plan; scale: number } | null;
  /** A tick's occupancy, or null to take the campus away. */
  show(occupancy: Occupancy | null): void;
  /** 0: the tower stands, 1: the campus does. */
  open(share: number): void;
  style(theme: Theme, view: CampusView): void;
  /** Lights up the gang of a cell; -1: none. */
  light(cell: number): void;
  describe(cell: number): Omit<CellPick, 'x' | 'y'> | null;
  dispose(): void;
};

export function createCampus(stage: Stage, look: Look, quality: Quality): CampusLayer {
  const object = new Group();
  let built: Built | null = null;
  let share = 0;
  let styled: [Theme, CampusView] = ['dark', 'job'];
  /** The job whose gang is lit. */
  let litJob = -1;

  const clear = (): void => {
    built?.cells.dispose();
    built?.ground.dispose();
    built = null;
    object.clear();
  };
  const build = (occupancy: Occupancy): Built => {
    clear();
    const { site } = occupancy;
    const plan = planCampus([...occupancy.pools.installed], MOST_CELLS[quality]);
    const scale = planScale(stage, site, plan);
    const cells = createCells(plan, look);
    const ground = createCampusGround(plan);
    const [x, y] = plotCentre(stage, site);
    object.position.set(x, LAND_TOP + PLOT_LIFT, -y);
    object.scale.setScalar(scale);
    object.add(ground.object, cells.mesh);
    built = { site, plan, scale, cells, ground, painting: paint(plan, occupancy, null) };
    cells.style(...styled);
    ground.style(styled[0]);
    return built;
  };
  const fits = (occupancy: Occupancy): boolean =>
    built?.site === occupancy.site &&
    built.plan.counts.length === occupancy.pools.count &&
    built.plan.counts.every((count, pool) => count === occupancy.pools.installed[pool]);
  const lightUp = (): void => {
    if (!built) return;
    const { gangs } = built.painting.occupancy;
    let row = NO_GANG;
    for (let i = 0; i < gangs.count && row === NO_GANG; i++) if (gangs.job[i] === litJob) row = i;
    built.cells.light(row);
  };
  const open = (to: number): void => {
    share = to;
    built?.cells.rise(share);
    built?.ground.rise(share);
  };

  return {
    object,
    built: () => built,
    show(occupancy) {
      if (!occupancy) {
        clear();
        return;
      }
      const to = built && fits(occupancy) ? built : build(occupancy);
      to.painting = paint(to.plan, occupancy, to.painting);
      to.cells.show(to.painting);
      lightUp();
      open(share);
    },
    open,
    style(theme, view) {
      styled = [theme, view];
      built?.cells.style(theme, view);
      built?.ground.style(theme);
    },
    light(cell) {
      if (!built) return;
      const { gang } = (cell >= 0 && runAt(built.painting, cell)) || { gang: NO_GANG };
      litJob = gang === NO_GANG ? -1 : built.painting.occupancy.gangs.job[gang]!;
      lightUp();
    },
    describe: (cell) => (built ? describe(built, cell) : null),
    dispose: clear,
  };
}

/** Above the land by this much, so that neither shines through the other. */
const PLOT_LIFT = 0.004;

function describe({ plan, painting }: Built, cell: number): Omit<CellPick, 'x' | 'y'> | null {
  const run = runAt(painting, cell);
  if (!run || run.state === NO_CELL) return null;
  const { gang, state, load } = run;
  const { pools, gangs } = painting.occupancy;
  const rackNumber = Math.floor(cell / CELLS_PER_RACK);
  const { hall, row, rack } = placeIn(plan, plan.rackX[rackNumber]!, plan.rackZ[rackNumber]!);
  const { pool } = plan.halls[plan.rackHall[rackNumber]!]!;
  const first = (cell - plan.poolRack[pool]! * CELLS_PER_RACK) * plan.perCell;
  return {
    type: pools.type[pool]!,
    hall,
    row,
    rack,
    first: first + 1,
    last: Math.min(plan.counts[pool]!, first + plan.perCell),
    state,
    powerW: load * (pools.idleW[pool]! + pools.dynamicW[pool]!),
    rackW: painting.rackW[rackNumber]!,
    gang:
      gang === NO_GANG
        ? null
        : {
            job: gangs.job[gang]!,
            class: gangs.class[gang]!,
            tenant: gangs.tenant[gang]!,
            held: gangs.held[gang]!,
          },
  };
}
