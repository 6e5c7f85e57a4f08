/** What a person sets once and finds again: kept on this machine by keep/, in force through the choices. */
import type { RendererWish } from './renderer.ts';
import type { Lang, Theme } from './store.ts';

export const RENDERER_WISHES = ['auto', 'webgpu', 'webgl', 'none'] as const;

export const THEMES = ['dark', 'light', 'projector-dark', 'projector-light'] as const;

export type Settings = {
  theme: Theme;
  /** Null: as the browser says. */
  lang: Lang | null;
  /** Keys of one letter act. */
  keys: boolean;
  renderer: RendererWish;
  /** Everything drawn as finely as it goes, or plainly, for slow machines. */
  plain: boolean;
};

export const DEFAULT_SETTINGS: Settings = {
  theme: 'dark',
  lang: null,
  keys: true,
  renderer: 'auto',
  plain: false,
};

/** Whatever was kept, by whatever version: each setting that still is one, and the default of the others. */
export function asSettings(kept: unknown): Settings {
  const found = (typeof kept === 'object' && kept !== null ? kept : {}) as Record<string, unknown>;
  const oneOf = <K extends keyof Settings>(key: K, values: readonly Settings[K][]): Settings[K] =>
    values.find((value) => value === found[key]) ?? DEFAULT_SETTINGS[key];
  return {
    theme: oneOf('theme', THEMES),
    lang: oneOf('lang', ['en', 'zh']),
    keys: oneOf('keys', [true, false]),
    renderer: oneOf('renderer', RENDERER_WISHES),
    plain: oneOf('plain', [true, false]),
  };
}
