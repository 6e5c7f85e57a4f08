/** The story of fibre-cut-live, as its file has it. */
import { readFileSync } from 'node:fs';

export type Scene = { at: string; title: { en: string }; guess?: { en: string }; playTo?: string };

export const { story } = JSON.parse(readFileSync('public/scenarios/fibre-cut-live.json', 'utf8')) as {
  story: [Scene, Scene, Scene, Scene];
};

/** Of a scenario with ticks of a minute. */
export function tickAt(time: string): number {
  const [, hours, minutes] = /^(\d+)h(?:(\d+)m)?$/.exec(time)!;
  return 60 * Number(hours) + Number(minutes ?? 0);
}
