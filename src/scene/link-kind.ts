/** What a link is, as far as the picture tells: over land, under the sea, or leased end to end over other fibre. */
export const LINK_KIND = { land: 0, submarine: 1, overlay: 2 } as const;

/** From the scenario's own word for a link, such as `submarine` or `virtual overlay`. */
export function linkKind(kind: string): keyof typeof LINK_KIND {
  if (/submarine|subsea|undersea/i.test(kind)) return 'submarine';
  return /overlay|virtual/i.test(kind) ? 'overlay' : 'land';
}
