/** All layers on the stage, made once per stage and let go with it. */
import { useEffect } from 'react';
import type { Stage } from '../stage.ts';
import { createGlobeNodes, type GlobeNodes } from '../tsl/globe.ts';
import type { Look } from '../tsl/look.ts';
import type { Quality } from '../types.ts';
import { createCampus, type CampusLayer } from './campus/campus.ts';
import { createFlows, particlesPerDirection } from './flows/nodes.ts';
import type { Layer } from './layer.ts';
import { createLand, type LandLayer } from './land/nodes.ts';
import { createLinkColumns } from './links/columns.ts';
import { createLinks } from './links/nodes.ts';
import { createMetros, type MetroLayer } from './metros/nodes.ts';
import { createServices } from './services/nodes.ts';
import { createSites } from './sites/nodes.ts';

/** Every layer of the map; a new one is a file and a line here. */
export type LayerSet = {
  all: Layer[];
  land: LandLayer;
  metros: MetroLayer;
  campus: CampusLayer;
  globe: GlobeNodes;
};

export function createLayers(stage: Stage, look: Look, quality: Quality): LayerSet {
  const globe = createGlobeNodes(stage.globe, stage.projection);
  const context = { stage, look, quality, globe };
  const columns = createLinkColumns(stage, look, particlesPerDirection(stage.view.links.length, quality));
  const land = createLand(context);
  const metros = createMetros(context);
  const all: Layer[] = [
    land,
    metros,
    createLinks(context, columns),
    createFlows(context, columns),
    createServices(context),
    createSites(context),
  ];
  return { all, land, metros, campus: createCampus(stage, look, quality), globe };
}

export function Layers({ set }: { set: LayerSet }) {
  useEffect(
    () => () => {
      set.all.forEach((layer) => layer.dispose());
      set.campus.dispose();
    },
    [set],
  );
  return [...set.all, set.campus].map(({ object }) => <primitive key={object.id} object={object} />);
}
