/** Pictures of the run: the map at any size, and on it the sentence and the line that says what it is. */
import { tickMs, viewZone } from '../charts/zone.ts';
import { formatCount, formatMoment } from '../i18n/format.ts';
import { DICTIONARIES, pickWords } from '../i18n/words.ts';
import type { PictureOptions } from '../scene/types.ts';
import { choices, frames } from '../sim/sim.ts';
import { fileName, type Made } from './save.ts';

/** The part of the scene's handle that sharing uses. */
export type Camera = {
  view(): number[];
  setView(view: number[]): void;
  picture(options: PictureOptions): HTMLCanvasElement;
};

export type PictureSize = { width: number; height: number };

/** Of the picture's height. */
const CREDIT_SIZE = 1 / 54;
const HEADLINE_SIZE = 1 / 26;
const MARGIN = 1 / 30;
/** Of the picture's width: what the sentence may take. */
const HEADLINE_WIDTH = 0.55;
const FONT = '"Inter Variable", "Noto Sans SC Page", "Noto Sans SC Common", system-ui, sans-serif';

const WORDS = /[\u3000-\u9fff\uff00-\uffef]|[^ \u3000-\u9fff\uff00-\uffef]+ *| +/g;

type Looks = { names: boolean; headline: boolean; clockS?: number };

/** @throws Error when the picture is of one colour all over */
export function drawPicture(camera: Camera, size: PictureSize, looks: Looks): HTMLCanvasElement {
  const { width, height } = size;
  const margin = height * MARGIN;
  const sentence = looks.headline ? headlinePieces() : [];
  const picture = camera.picture({
    width,
    height,
    names: looks.names,
    reserved: reservedFor(size, sentence.length > 0),
    ...(looks.clockS === undefined ? {} : { clockS: looks.clockS }),
  });
  const words = DICTIONARIES[choices.getState().lang].share;
  if (isBlank(picture)) throw new Error(words.blank);
  const context = picture.getContext('2d')!;
  context.lineJoin = 'round';
  context.textBaseline = 'alphabetic';
  drawHeadline(context, sentence, margin, width * HEADLINE_WIDTH, height * HEADLINE_SIZE);
  context.font = `500 ${height * CREDIT_SIZE}px ${FONT}`;
  context.textAlign = 'right';
  drawText(
    context,
    creditLine(),
    width - margin,
    height - margin,
    colour('--ink-soft'),
    height * CREDIT_SIZE,
  );
  return picture;
}

export async function makePicture(camera: Camera, size: PictureSize, looks: Looks): Promise<Made> {
  const picture = drawPicture(camera, size, looks);
  const { view } = choices.getState();
  const file = await new Promise<Blob | null>((resolve) => picture.toBlob(resolve, 'image/png'));
  if (!file) throw new Error(`PNG, ${size.width} × ${size.height}`);
  return { name: fileName(`${view?.scenario.id}-tick-${frames.current?.tick}`, 'png'), file };
}

/** "China, linked · tick 726 · Wednesday 7 Jan 2026, 20:30 Beijing · Causeway". */
function creditLine(): string {
  const { view, lang } = choices.getState();
  const tick = frames.current?.tick ?? 0;
  if (!view) return 'Causeway';
  const when = formatMoment(lang, tickMs(view, tick), viewZone(view));
  return `${pickWords(view.scenario.name, lang)} · ${DICTIONARIES[lang].share.credit(formatCount(lang, tick), when)}`;
}

type Piece = { text: string; stressed: boolean };

/** The sentence as it stands on the page. */
function headlinePieces(): Piece[] {
  return [...document.querySelectorAll('h1 span')].map((span) => ({
    text: span.textContent,
    stressed: span.classList.contains('tone-stress'),
  }));
}

/** Where no name may stand: at the scale of the screen, as the scene counts. */
function reservedFor({ width, height }: PictureSize, headline: boolean) {
  const scale = Math.min(innerWidth / width, innerHeight / height);
  const scaled = (x: number, y: number, w: number, h: number) => ({
    x: x * scale,
    y: y * scale,
    width: w * scale,
    height: h * scale,
  });
  const foot = scaled(width * 0.4, height * (1 - 2.2 * MARGIN), width * 0.6, height * 2.2 * MARGIN);
  return headline ? [foot, scaled(0, 0, width * (HEADLINE_WIDTH + 0.04), height * 0.2)] : [foot];
}

function drawHeadline(
  context: CanvasRenderingContext2D,
  pieces: Piece[],
  margin: number,
  most: number,
  size: number,
): void {
  context.font = `620 ${size}px ${FONT}`;
  context.textAlign = 'left';
  let [x, y] = [margin, margin + size];
  for (const { text, stressed } of pieces) {
    // Chinese breaks between any two characters; a number stays with its unit, over its own kind of space.
    for (const word of text.match(WORDS) ?? []) {
      const wide = context.measureText(word).width;
      if (x > margin && x + context.measureText(word.trimEnd()).width > margin + most) {
        x = margin;
        y += size * 1.25;
      }
      drawText(context, word, x, y, colour(stressed ? '--accent' : '--ink'), size);
      x += wide;
    }
  }
}

function drawText(
  context: CanvasRenderingContext2D,
  text: string,
  x: number,
  y: number,
  fill: string,
  size: number,
): void {
  context.strokeStyle = colour('--halo');
  context.lineWidth = size * 0.22;
  context.fillStyle = fill;
  context.strokeText(text, x, y);
  context.fillText(text, x, y);
}

function colour(token: string): string {
  return getComputedStyle(document.documentElement).getPropertyValue(token);
}

/** Whether all of a picture is of one colour, looked at coarsely. */
function isBlank(picture: HTMLCanvasElement): boolean {
  const [width, height] = [64, 36];
  const small = Object.assign(document.createElement('canvas'), { width, height });
  const context = small.getContext('2d', { willReadFrequently: true });
  if (!context) return true;
  context.drawImage(picture, 0, 0, width, height);
  const { data } = context.getImageData(0, 0, width, height);
  const seen = new Set<number>();
  for (let at = 0; at < data.length; at += 4) {
    seen.add(((data[at]! >> 4) << 8) | ((data[at + 1]! >> 4) << 4) | (data[at + 2]! >> 4));
  }
  return seen.size < 3;
}
