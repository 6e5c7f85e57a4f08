/** Reading what was drawn: a screenshot as pixels, and how much of a region differs from a colour. */
import type { Page } from 'playwright-core';
import { PNG } from 'pngjs';
import { until } from './page.ts';

export type Colour = [red: number, green: number, blue: number];
export type Box = { x: number; y: number; width: number; height: number };
/** RGBA, row by row, in CSS pixels. */
export type Picture = { width: number; height: number; data: Uint8Array };

/** The canvas alone: what lies over it is hidden while the picture is taken. */
export async function pictureOfCanvas(page: Page): Promise<Picture> {
  const canvas = page.locator('.scene canvas');
  // A sheet made in script: the page's content policy takes no style element.
  const sheet = await page.evaluateHandle(() => {
    const made = new CSSStyleSheet();
    made.replaceSync(
      'body * { visibility: hidden !important } .scene canvas { visibility: visible !important }',
    );
    document.adoptedStyleSheets.push(made);
    return made;
  });
  try {
    return PNG.sync.read(await canvas.screenshot({ scale: 'css', caret: 'initial' }));
  } finally {
    await sheet.evaluate((made) => {
      document.adoptedStyleSheets = document.adoptedStyleSheets.filter((one) => one !== made);
    });
  }
}

/** The picture once it rests: two in a row are alike, with frames between them in which it could have changed. */
export async function restingPicture(page: Page): Promise<Picture> {
  let before = await pictureOfCanvas(page);
  let now = before;
  await until('the picture rests', async () => {
    await page.evaluate(
      () => new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done))),
    );
    [before, now] = [now, await pictureOfCanvas(page)];
    return shareChanged(before, now, 2) === 0;
  });
  return now;
}

/** Number of colours, in steps of 8 a channel, that cover at least one pixel in a thousand. */
export function coloursIn({ width, height, data }: Picture): number {
  const counts = new Map<number, number>();
  for (let at = 0; at < data.length; at += 4) {
    const key = ((data[at]! >> 3) << 10) | ((data[at + 1]! >> 3) << 5) | (data[at + 2]! >> 3);
    counts.set(key, (counts.get(key) ?? 0) + 1);
  }
  return [...counts.values()].filter((count) => count >= (width * height) / 1000).length;
}

function colourAt(picture: Picture, x: number, y: number): Colour {
  const at = (Math.round(y) * picture.width + Math.round(x)) * 4;
  return [picture.data[at]!, picture.data[at + 1]!, picture.data[at + 2]!];
}

/** The colour that most pixels of a region have, to steps of 8 a channel. */
export function groundOf(picture: Picture, box: Box): Colour {
  const counts = new Map<string, { count: number; colour: Colour }>();
  eachPixel(picture, box, (colour) => {
    const key = colour.map((channel) => channel >> 3).join();
    const entry = counts.get(key) ?? { count: 0, colour };
    entry.count++;
    counts.set(key, entry);
  });
  return [...counts.values()].reduce((most, entry) => (entry.count > most.count ? entry : most)).colour;
}

/** Share of a region's pixels that differ from `ground` by more than `tolerance` in some channel. */
export function shareUnlike(picture: Picture, box: Box, ground: Colour, tolerance = 24): number {
  let unlike = 0;
  let all = 0;
  eachPixel(picture, box, (colour) => {
    all++;
    if (colour.some((channel, i) => Math.abs(channel - ground[i]!) > tolerance)) unlike++;
  });
  return all ? unlike / all : 0;
}

/** Share of pixels that differ between two pictures of one size, within `box` or in all. */
export function shareChanged(
  a: Picture,
  b: Picture,
  tolerance = 24,
  box: Box = { x: 0, y: 0, ...a },
): number {
  let changed = 0;
  let all = 0;
  eachPixel(a, box, (colour, x, y) => {
    const other = colourAt(b, x, y);
    all++;
    if (colour.some((channel, i) => Math.abs(channel - other[i]!) > tolerance)) changed++;
  });
  return all ? changed / all : 0;
}

function eachPixel(picture: Picture, box: Box, visit: (colour: Colour, x: number, y: number) => void): void {
  const right = Math.min(picture.width, box.x + box.width);
  const bottom = Math.min(picture.height, box.y + box.height);
  for (let y = Math.max(0, Math.floor(box.y)); y < bottom; y++) {
    for (let x = Math.max(0, Math.floor(box.x)); x < right; x++) visit(colourAt(picture, x, y), x, y);
  }
}
