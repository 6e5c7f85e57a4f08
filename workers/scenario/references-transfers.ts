/** Transfers: ends that exist, and given routes that lead from one to the other. */
import { defaultId } from './fill.ts';
import { addIssue, isWhat, type Issues, type Path } from './issues.ts';
import { checkId, checkUnique, list, own, type Places } from './references-known.ts';

export function checkTransfers(items: unknown, places: Places, issues: Issues): void {
  const seen = new Set<string>();
  list(items).forEach((transfer, i) => {
    const path = ['transfers', 'list', i];
    const [from, to] = [own(transfer, 'from'), own(transfer, 'to')];
    checkUnique(own(transfer, 'id') ?? defaultId.transfer(i), seen, path, issues);
    checkId(from, places.nodes, [...path, 'from'], 'sites and metros', issues);
    checkId(to, places.nodes, [...path, 'to'], 'sites and metros', issues);
    if (typeof from === 'string' && from === to)
      addIssue(issues, [...path, 'to'], 'is the same as from', 'another end');
    const via = list(own(transfer, 'via'));
    if (via.length > 0 && typeof from === 'string' && typeof to === 'string') {
      checkVia(via, from, to, places, [...path, 'via'], issues);
    }
  });
}

/** Walks a given route; stops at the first step that leads nowhere. */
function checkVia(
  via: unknown[],
  from: string,
  to: string,
  places: Places,
  path: Path,
  issues: Issues,
): void {
  let node = from;
  const visited = new Set([from]);
  for (const [i, id] of via.entries()) {
    checkId(id, places.links, [...path, i], 'links', issues);
    const link = typeof id === 'string' ? own(places.links?.entries, id) : undefined;
    const [a, b] = [own(link, 'a'), own(link, 'b')];
    if (typeof a !== 'string' || typeof b !== 'string') return;
    if (own(link, 'virtual') === true) {
      addIssue(issues, [...path, i], `${isWhat(id)}, a virtual link`, 'the links that it runs over');
      return;
    }
    if (node !== a && node !== b) {
      addIssue(
        issues,
        [...path, i],
        `${isWhat(id)}, from "${a}" to "${b}"`,
        `a link that goes on from "${node}"`,
      );
      return;
    }
    node = node === a ? b : a;
    if (visited.has(node)) {
      addIssue(issues, [...path, i], `comes back to "${node}"`, 'a route that passes each place once');
      return;
    }
    visited.add(node);
  }
  if (node !== to) addIssue(issues, path, `ends at "${node}"`, `a route to "${to}"`);
}
