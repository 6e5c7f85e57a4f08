/** What can be found by name: everything the view names, in both languages, best match first. */
import type { ViewModel } from '../../workers/world/view-model.ts';
import type { Dictionary } from '../i18n/en.ts';
import type { Lang, Pick } from '../sim/store.ts';
import { matchAny } from './match.ts';
import { nameOf } from './names.ts';

export type Entry = { id: string; text: string; note: string; keys: string; run(): void };

/** A name, what it is the name of, and whatever else it may be asked for by. */
export type Named = { pick: Pick; names: string[] };

export function allNames(view: ViewModel): Named[] {
  const of = (kind: Pick['kind'], list: readonly { id: string; name?: unknown }[]): Named[] =>
    list.map(({ id, name }, index) => {
      const pick: Pick = { kind, index };
      const given = typeof name === 'string' ? [name] : [];
      return { pick, names: [nameOf(view, pick, 'en', ''), nameOf(view, pick, 'zh', ''), id, ...given] };
    });
  return [
    ...of('site', view.sites),
    ...of('metro', view.metros),
    ...of('link', view.links),
    ...of('class', view.classes),
    ...of('tenant', view.tenants),
  ];
}

/** The names that answer to what was typed, best first; those of things on the map before others as good. */
export function findNames(all: readonly Named[], typed: string, limit: number): Pick[] {
  return all
    .map(({ pick, names }, order) => ({ pick, order, score: matchAny(typed, names) }))
    .filter(({ score }) => score > 0)
    .sort((a, b) => b.score - a.score || a.order - b.order)
    .slice(0, limit)
    .map(({ pick }) => pick);
}

/** What a found thing says beside its name. */
export function noteOf(view: ViewModel, { kind, index }: Pick, t: Dictionary, lang: Lang): string {
  const place =
    kind === 'site' ? view.sites[index]?.region : kind === 'metro' ? view.metros[index]?.country : undefined;
  const cable = kind === 'link' ? view.links[index]?.name : undefined;
  return [t.kinds[kind], place, cable].filter(Boolean).join(lang === 'zh' ? ' · ' : ' · ');
}
