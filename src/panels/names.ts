/** What things are called, by what the view knows of them. */
import type { ViewModel } from '../../workers/world/view-model.ts';
import { pickWords } from '../i18n/words.ts';
import type { Lang, Pick } from '../sim/store.ts';

export function siteName(view: ViewModel, site: number, lang: Lang): string {
  const found = view.sites[site];
  return found ? pickWords(found.name, lang) : `#${site}`;
}

/** "Gui'an – Shaoguan". */
export function linkName(view: ViewModel, row: number, lang: Lang): string {
  const link = view.links[row];
  return link ? `${nodeName(view, link.a, lang)} – ${nodeName(view, link.b, lang)}` : `#${row}`;
}

/** Site i is node i, metro j is node `sites.length + j`. */
function nodeName(view: ViewModel, node: number, lang: Lang): string {
  const place = view.sites[node] ?? view.metros[node - view.sites.length];
  return place ? pickWords(place.name, lang) : `#${node}`;
}

/** Of a tenant without a name, what `unnamed` says; of a job, whose ids the view does not hold, its number. */
export function nameOf(view: ViewModel, { kind, index }: Pick, lang: Lang, unnamed = '–'): string {
  if (kind === 'site') return siteName(view, index, lang);
  if (kind === 'link') return linkName(view, index, lang);
  if (kind === 'job') return `#${index}`;
  if (kind === 'tenant') return view.tenants[index]?.id || unnamed;
  const named = kind === 'metro' ? view.metros[index] : view.classes[index];
  return named ? pickWords(named.name, lang) : `#${index}`;
}
