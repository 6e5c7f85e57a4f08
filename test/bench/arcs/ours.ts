/** Causeway's own links, alone on a turning globe. */
import { PerspectiveCamera, Scene, WebGPURenderer } from 'three/webgpu';
import { FIELD_OF_VIEW } from '../../../src/scene/fit.ts';
import { createLinkColumns } from '../../../src/scene/layers/links/columns.ts';
import { createLinks } from '../../../src/scene/layers/links/nodes.ts';
import { createShown } from '../../../src/scene/shown.ts';
import { createStage } from '../../../src/scene/stage.ts';
import { createGlobeNodes } from '../../../src/scene/tsl/globe.ts';
import { createLook } from '../../../src/scene/tsl/look.ts';
import type { ViewModel } from '../../../workers/world/view-model.ts';
import { pairs, places } from './arcs.ts';

const capacityBps = 1e12;
const view = {
  sites: [],
  metros: places.map(([lon, lat], i) => ({ id: `m${i}`, name: { en: '' }, lat, lon })),
  links: pairs.map(([a, b], i) => ({ id: `l${i}`, name: '', kind: '', a, b, capacityBps, delayS: 0.05 })),
} as unknown as ViewModel;

const stage = createStage(view);
const look = createLook('dark');
const globe = createGlobeNodes(stage.globe, stage.projection);
const layer = createLinks({ stage, look, globe, quality: 'full' }, createLinkColumns(stage, look, 2));
const shown = createShown(view);
shown.now.link.rateAB.fill(0.4 * capacityBps);
shown.now.link.rateBA.fill(0.7 * capacityBps);
layer.place();
layer.show(shown, null);
layer.style({
  hidden: new Set(),
  selected: null,
  hovered: null,
  theme: 'dark',
  inside: null,
  particleShare: 0,
  accents: false,
  boundaries: false,
  difference: false,
  presenting: false,
});
globe.morph.value = 1;

const { innerWidth: width, innerHeight: height } = window;
look.size.value.set(width, height);
const renderer = new WebGPURenderer({ antialias: false, forceWebGL: true });
renderer.setSize(width, height);
document.body.append(renderer.domElement);
await renderer.init();
const scene = new Scene();
scene.add(layer.object);
const { radius } = stage.globe;
// All three globes are as large on the page.
const away = 5.9 * radius;
const camera = new PerspectiveCamera(FIELD_OF_VIEW, width / height, radius / 10, radius * 20);

const turn = (nowMs: number): void => {
  const angle = nowMs / 4000;
  camera.position.set(away * Math.sin(angle), 0, away * Math.cos(angle) - radius);
  camera.lookAt(0, -radius, 0);
  renderer.render(scene, camera);
  requestAnimationFrame(turn);
};
requestAnimationFrame(turn);
