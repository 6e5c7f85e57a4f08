/** deck.gl's ArcLayer on a turning globe. */
import { Deck, _GlobeView as GlobeView } from '@deck.gl/core';
import { ArcLayer } from '@deck.gl/layers';
import { arcs } from './arcs.js';

const view = (longitude) => ({ longitude, latitude: 20, zoom: 1.65 });
const deck = new Deck({
  parent: document.querySelector('#map'),
  width: innerWidth,
  height: innerHeight,
  deviceProps: { type: 'webgl', webgl: { antialias: false } },
  views: new GlobeView(),
  viewState: view(0),
  layers: [
    new ArcLayer({
      id: 'arcs',
      data: arcs,
      getSourcePosition: (arc) => arc.from,
      getTargetPosition: (arc) => arc.to,
      getSourceColor: [86, 180, 233],
      getTargetColor: [240, 169, 46],
      getWidth: 2,
      getHeight: 0.2,
      // Else the globe view leaves out nearly all arcs.
      parameters: { depthCompare: 'always', cullMode: 'none' },
    }),
  ],
});

const turn = (nowMs) => {
  deck.setProps({ viewState: view((nowMs / 70) % 360) });
  requestAnimationFrame(turn);
};
requestAnimationFrame(turn);
