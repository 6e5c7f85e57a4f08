/** globe.gl's arcs, as thin lines, on a turning globe. */
import Globe from 'globe.gl';
import { arcs } from './arcs.js';

const globe = new Globe(document.querySelector('#map'), {
  animateIn: false,
  rendererConfig: { antialias: false },
})
  .width(innerWidth)
  .height(innerHeight)
  .backgroundColor('#000')
  .arcsData(arcs)
  .arcStartLng((arc) => arc.from[0])
  .arcStartLat((arc) => arc.from[1])
  .arcEndLng((arc) => arc.to[0])
  .arcEndLat((arc) => arc.to[1])
  .arcColor(() => '#56b4e9')
  .arcsTransitionDuration(0);
globe.controls().autoRotate = true;
