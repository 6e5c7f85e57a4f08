/** The page of claims in the address: `?claims`, or `?claims=claim-27` for one; what follows '#' stays. */
import { choices } from '../sim/sim.ts';

export function openClaims(id = ''): void {
  choices.setState({ claims: id });
}

export function closeClaims(): void {
  choices.setState({ claims: null });
}

/** Keeps the address true from here on; returns the way to stop. */
export function keepClaimsAddress(): () => void {
  return choices.subscribe(({ claims }, before) => {
    if (claims === before.claims) return;
    const address = new URL(location.href);
    if (claims === null) address.searchParams.delete('claims');
    else address.searchParams.set('claims', claims);
    // An empty value needs no '='.
    address.search = address.search.replace(/([?&]claims)=(?=&|$)/, '$1');
    history.replaceState(history.state, '', address);
  });
}
