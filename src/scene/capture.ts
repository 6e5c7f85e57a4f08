/**
 * A still of the map at any size, names and all: drawn by the renderer that draws the screen, which lends
 * its canvas for one frame. What the screen shows is all in it; where the picture is wider or higher than
 * the screen, it shows more.
 */
import { MathUtils, type PerspectiveCamera, type WebGPURenderer } from 'three/webgpu';
import { halvesOf, whole, type Half } from './halves.ts';
import type { Names } from './labels/names.ts';
import type { Look } from './tsl/look.ts';
import type { PictureOptions, Theme } from './types.ts';

type Size = { width: number; height: number };

export type CaptureParts = {
  gl: WebGPURenderer;
  camera: PerspectiveCamera;
  look: Look;
  names: Names | null;
  theme: Theme;
  /** Of the screen's canvas, CSS pixels. */
  size: Size;
  /** Of the screen's canvas. */
  halves: readonly Half[];
  /** Screen positions are asked for a canvas of this size from now on. */
  measure(size: Size): void;
  /** Places the names anew and draws one frame into these halves. */
  draw(halves: readonly Half[]): void;
};

/** The vignette of scene.css, once more: middle and radii as shares of the picture, where it begins and ends. */
const VIGNETTES = {
  dark: { x: 0.54, y: 0.46, rx: 0.78, ry: 0.74, from: 0.52, to: 1.28, colour: '4 6 10', most: 0.62 },
  light: { x: 0.54, y: 0.46, rx: 0.8, ry: 0.78, from: 0.6, to: 1.35, colour: '70 90 110', most: 0.2 },
} as const;
const LINE_HEIGHT = 15;

/** @returns a canvas of just this size; synchronous, so that no frame of the screen comes between */
export function takePicture(parts: CaptureParts, options: PictureOptions): HTMLCanvasElement {
  const { gl, camera, look, names, size } = parts;
  const { width, height } = options;
  const picture = Object.assign(document.createElement('canvas'), { width, height });
  const context = picture.getContext('2d');
  if (!context) throw new Error('no canvas of this size');
  const wide = width / height >= size.width / size.height;
  const logical = wide
    ? { width: (size.height * width) / height, height: size.height }
    : { width: size.width, height: (size.width * height) / width };
  const scale = width / logical.width;
  const halves = parts.halves.length > 1 ? halvesOf(logical, []) : whole(logical);
  const { frame } = halves[0]!;
  const frameOnScreen = parts.halves[0]!.frame;
  const before = {
    aspect: camera.aspect,
    fov: camera.fov,
    ratio: gl.getPixelRatio(),
    clock: look.clock.value,
  };
  // At the screen's own scale, or smaller where its frame would else not fit.
  const grown = Math.max(
    frame.height / frameOnScreen.height,
    (frame.height * frameOnScreen.width) / (frame.width * frameOnScreen.height),
  );
  const half = Math.tan(MathUtils.degToRad(before.fov) / 2) * grown;

  const lend = (to: Size, of: Size, ratio: number, aspect: number, fov: number): void => {
    camera.aspect = aspect;
    camera.fov = fov;
    camera.updateProjectionMatrix();
    parts.measure(of);
    gl.setPixelRatio(ratio);
    // A buffer holds whole pixels: a hair more, so that rounding takes none away.
    gl.setSize(to.width + 0.01 / ratio, to.height + 0.01 / ratio, false);
  };
  try {
    lend(logical, frame, scale, frame.width / frame.height, MathUtils.radToDeg(2 * Math.atan(half)));
    if (options.clockS !== undefined) look.clock.value = options.clockS;
    names?.arrange(halves, options.reserved);
    parts.draw(halves);
    context.drawImage(gl.domElement, 0, 0, width, height);
    // A projector's themes have none.
    if (!parts.theme.startsWith('projector')) drawVignette(context, width, height, parts.theme);
    if (halves.length > 1) drawDivide(context, halves, scale);
    if (options.names && names) drawNames(context, names, halves, scale);
  } finally {
    lend(size, frameOnScreen, before.ratio, before.aspect, before.fov);
    look.clock.value = before.clock;
  }
  return picture;
}

function drawVignette(context: CanvasRenderingContext2D, width: number, height: number, theme: Theme): void {
  const { x, y, rx, ry, from, to, colour, most } = VIGNETTES[theme.endsWith('light') ? 'light' : 'dark'];
  const gradient = context.createRadialGradient(0, 0, from, 0, 0, to);
  gradient.addColorStop(0, `rgb(${colour} / 0%)`);
  gradient.addColorStop(1, `rgb(${colour} / ${most * 100}%)`);
  context.save();
  context.translate(x * width, y * height);
  context.scale(rx * width, ry * height);
  context.fillStyle = gradient;
  context.fillRect(-2, -2, 4, 4);
  context.restore();
}

/** The line between two halves. */
function drawDivide(context: CanvasRenderingContext2D, halves: readonly Half[], scale: number): void {
  const { x, y, width, height } = halves[1]!.port;
  context.fillStyle = 'rgb(128 144 160 / 60%)';
  if (x > 0) context.fillRect(x * scale - 1, 0, 2, height * scale);
  else context.fillRect(0, y * scale - 1, width * scale, 2);
}

/** The names as the page has them, in its own fonts and colours. */
function drawNames(
  context: CanvasRenderingContext2D,
  names: Names,
  halves: readonly Half[],
  scale: number,
): void {
  context.save();
  context.scale(scale, scale);
  context.textAlign = 'center';
  context.textBaseline = 'middle';
  context.lineJoin = 'round';
  const all = halves.flatMap(({ port }, half) =>
    names.placed(half).map(({ element, box }) => ({
      element,
      box: { ...box, x: box.x + port.x, y: box.y + port.y },
    })),
  );
  for (const { element, box } of all) {
    const lines = element.children.length > 0 ? [...element.children] : [element];
    lines.forEach((line, i) => {
      const style = getComputedStyle(line);
      context.font = `${style.fontWeight} ${style.fontSize} ${style.fontFamily}`;
      context.fillStyle = style.color;
      context.strokeStyle = style.getPropertyValue('--label-halo');
      context.lineWidth = 3.5;
      const at = [box.x + box.width / 2, box.y + (i + 0.5) * LINE_HEIGHT] as const;
      context.strokeText(line.textContent, ...at);
      context.fillText(line.textContent, ...at);
    });
  }
  context.restore();
}
