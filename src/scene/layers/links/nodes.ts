/**
 * Links as ribbons along arcs: width = rate, colour = load, the two directions side by side, each
 * keeping to the right. An idle link is one faint hairline, a cut one is broken in the middle and
 * dashed. A cable under the sea is ticked across like a cable on a chart; what is leased end to end
 * over other fibre is dotted. As the difference of two branches, width is the larger rate and colour how
 * much more or less loaded it is in the one on show. A second draw puts their shadow on the ground, which is what lets the
 * eye tell their height.
 */
import { DoubleSide, Group, Mesh, MeshBasicNodeMaterial } from 'three/webgpu';
import { float, instanceIndex, int, mix, positionGeometry, smoothstep, varying, vec3 } from 'three/tsl';
import { stripGeometry } from '../../tsl/geometry.ts';
import { LAND_TOP } from '../../measure.ts';
import {
  above,
  divergingColour,
  falloff,
  perInstance,
  rampColour,
  type Float,
  type Vec2,
  type Vec3,
  type Vec4,
} from '../../tsl/look.ts';
import { arcPath, parting, screenDirection, shift, toClip } from '../../tsl/ribbon.ts';
import type { Layer, LayerContext } from '../layer.ts';
import type { LinkColumns } from './columns.ts';

/** Dots and ticks in a map unit. */
const DOTS_PER_UNIT = 1.6;
const SEGMENTS = { test: 20, full: 40 } as const;

function ribbonMaterial(): MeshBasicNodeMaterial {
  const material = new MeshBasicNodeMaterial({ transparent: true, depthWrite: false, side: DoubleSide });
  material.forceSinglePass = true;
  return material;
}

export function createLinks({ stage, look, quality, globe }: LayerContext, links: LinkColumns): Layer {
  const count = stage.view.links.length;
  const strip = stripGeometry(SEGMENTS[quality], 2 * count);

  /** Clip position of the strip's vertex, and what its fragment needs. */
  const ribbon = (flat: boolean) => {
    const link = links.direction(int(instanceIndex));
    const t: Float = positionGeometry.x.mul(0.5).add(0.5);
    const lift: Float | null = flat ? float(LAND_TOP + 0.024) : null;
    const path = arcPath(globe, link.arc);
    const here: Vec4 = toClip(path(t, lift));
    const before: Vec4 = toClip(path(t.sub(0.012), lift));
    const after: Vec4 = toClip(path(t.add(0.012), lift));
    const along: Vec2 = screenDirection(look, before, after);
    const isDrawn: Float = above(link.halfWidth, 0.01);
    const isBusy: Float = above(link.halfWidth, 0.55);
    // One more pixel each side carries the soft edge.
    const half: Float = link.halfWidth
      .mul(flat ? 0.9 : 1)
      .add(link.emphasis.max(0).mul(0.6))
      .add(1)
      .mul(isDrawn);
    const aside: Float = link.halfWidth.add(0.7).mul(isBusy).mul(parting(t));
    const clip = shift(look, here, along, float(0), aside.add(positionGeometry.y.mul(half)));
    return {
      link,
      clip,
      t: varying(t) as Float,
      length: link.arc.to.sub(link.arc.from).length() as Float,
      across: varying(positionGeometry.y.mul(half)) as Float,
      half: perInstance(half),
      isBusy,
    };
  };

  const air = ribbonMaterial();
  {
    const r = ribbon(false);
    air.vertexNode = r.clip;
    const { link, isBusy } = r;
    const isBroken: Float = above(link.up, 0.5).oneMinus();
    const bright: Float = link.emphasis.max(0).clamp(0, 1);
    const loaded: Vec3 = mix(rampColour(look, link.load), divergingColour(look, link.more), look.difference);
    const colour: Vec3 = mix(mix(look.colours.idleLink, loaded, isBusy), look.colours.cut, isBroken);
    const calm: Float = mix(
      float(0.2 * stage.lineScale),
      mix(float(0.62 * stage.lineScale), float(0.94), link.load.clamp(0, 1)),
      isBusy,
    );
    const dimmed: Float = link.emphasis.min(0).mul(0.72).add(1);
    const strength = perInstance(vec3(calm, bright.mul(0.35), dimmed.mul(look.inside.oneMinus())));
    const isCut: Float = perInstance(isBroken);
    const isOverlay: Float = perInstance(above(link.kind, 1.5));
    const isSubmarine: Float = perInstance(above(link.kind, 0.5).sub(above(link.kind, 1.5)));

    const edge: Float = falloff(r.half.sub(1.1), r.half, r.across.abs());
    const dash: Float = falloff(0.42, 0.5, r.t.mul(28).fract().sub(0.5).abs().mul(2));
    // A cut leaves a gap where the fibre is broken.
    const gap: Float = smoothstep(0.04, 0.055, r.t.sub(0.5).abs());
    // Patterns along the way keep their length on the ground, whatever the link's own.
    const dotsOnIt: Float = perInstance(r.length.mul(DOTS_PER_UNIT));
    const along: Float = r.t.mul(dotsOnIt).fract().sub(0.5).abs().mul(2);
    const dots: Float = mix(float(1), falloff(0.45, 0.6, along), isOverlay);
    const ticks: Float = mix(float(1), smoothstep(0.1, 0.24, along).mul(0.75).add(0.25), isSubmarine);
    const pattern: Float = dots.mul(ticks);
    air.colorNode = perInstance(mix(colour, look.colours.select, bright.mul(0.45)));
    air.opacityNode = edge
      .mul(mix(strength.x.mul(pattern), dash.mul(gap).mul(0.9), isCut).add(strength.y))
      .clamp(0, 1)
      .mul(strength.z);
  }

  const ground = ribbonMaterial();
  {
    const r = ribbon(true);
    ground.vertexNode = r.clip;
    const edge: Float = falloff(r.half.sub(1.6), r.half, r.across.abs());
    ground.colorNode = look.colours.shadow;
    const depth: Float = mix(float(0.1), float(0.34), look.dark).mul(r.isBusy).mul(look.inside.oneMinus());
    ground.opacityNode = edge.mul(parting(r.t)).mul(perInstance(depth));
  }

  const object = new Group();
  const shadow = new Mesh(strip, ground);
  const ribbons = new Mesh(strip, air);
  shadow.renderOrder = 7;
  ribbons.renderOrder = 10;
  for (const mesh of [shadow, ribbons]) mesh.frustumCulled = false;
  object.add(shadow, ribbons);
  return {
    object,
    place: links.place,
    show: links.show,
    style(emphasis) {
      object.visible = !emphasis.hidden.has('link');
      shadow.visible = emphasis.accents;
      links.style(emphasis);
    },
    dispose() {
      strip.dispose();
      air.dispose();
      ground.dispose();
      links.columns.dispose();
    },
  };
}
