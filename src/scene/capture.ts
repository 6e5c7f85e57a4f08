/**
 * A still of the map at any size, names and all: drawn by the renderer that draws the screen, which lends
 * its canvas for one frame. What the screen shows is all in it; where the picture is wider or higher than
 * the screen, it shows more.
 */
import { MathUtils, type PerspectiveCamera, type WebGPURenderer } from 'three/webgpu';
import type { Labels } from './labels/labels.ts';
import type { Look } from './tsl/look.ts';
import type { PictureOptions, Theme } from './types.ts';

type Size = { width: number; height: number };

export type CaptureParts = {
  gl: WebGPURenderer;
  camera: PerspectiveCamera;
  look: Look;
  labels: Labels | null;
  theme: Theme;
  /** Of the screen's canvas, CSS pixels. */
  size: Size;
  /** Screen positions are asked for a canvas of this size from now on. */
  measure(size: Size): void;
  /** Places the names anew and draws one frame. */
  draw(): void;
};

/** The vignette of scene.css, once more: middle and radii as shares of the picture, where it begins and ends. */
const VIGNETTES = {
  dark: { x: 0.54, y: 0.46, rx: 0.78, ry: 0.74, from: 0.52, to: 1.28, colour: '4 6 10', most: 0.62 },
  light: { x: 0.54, y: 0.46, rx: 0.8, ry: 0.78, from: 0.6, to: 1.35, colour: '70 90 110', most: 0.2 },
} as const;
const LINE_HEIGHT = 15;

/** @returns a canvas of just this size; synchronous, so that no frame of the screen comes between */
export function takePicture(parts: CaptureParts, options: PictureOptions): HTMLCanvasElement {
  const { gl, camera, look, labels, size } = parts;
  const { width, height } = options;
  const picture = Object.assign(document.createElement('canvas'), { width, height });
  const context = picture.getContext('2d');
  if (!context) throw new Error('no canvas of this size');
  const wide = width / height >= size.width / size.height;
  const logical = wide
    ? { width: (size.height * width) / height, height: size.height }
    : { width: size.width, height: (size.width * height) / width };
  const scale = width / logical.width;
  const before = {
    aspect: camera.aspect,
    fov: camera.fov,
    ratio: gl.getPixelRatio(),
    clock: look.clock.value,
  };
  const half = Math.tan(MathUtils.degToRad(before.fov) / 2) * (logical.height / size.height);

  const lend = (to: Size, ratio: number, aspect: number, fov: number): void => {
    camera.aspect = aspect;
    camera.fov = fov;
    camera.updateProjectionMatrix();
    look.size.value.set(to.width, to.height);
    parts.measure(to);
    gl.setPixelRatio(ratio);
    // A buffer holds whole pixels: a hair more, so that rounding takes none away.
    gl.setSize(to.width + 0.01 / ratio, to.height + 0.01 / ratio, false);
  };
  try {
    lend(logical, scale, width / height, MathUtils.radToDeg(2 * Math.atan(half)));
    if (options.clockS !== undefined) look.clock.value = options.clockS;
    labels?.resize(logical.width, logical.height, options.reserved);
    parts.draw();
    context.drawImage(gl.domElement, 0, 0, width, height);
    // A projector's themes have none.
    if (!parts.theme.startsWith('projector')) drawVignette(context, width, height, parts.theme);
    if (options.names && labels) drawNames(context, labels, scale);
  } finally {
    lend(size, before.ratio, before.aspect, before.fov);
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

/** The names as the page has them, in its own fonts and colours. */
function drawNames(context: CanvasRenderingContext2D, labels: Labels, scale: number): void {
  context.save();
  context.scale(scale, scale);
  context.textAlign = 'center';
  context.textBaseline = 'middle';
  context.lineJoin = 'round';
  for (const { element, box } of labels.placed()) {
    [...element.children].forEach((line, i) => {
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
