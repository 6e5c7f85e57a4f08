/** `causeway claims`: what is said, what was found, what the model gives, and better sources. */
import { readFile } from 'node:fs/promises';
import type { Claim, Shown } from '../../claims.ts';
import { readClaims, showClaim, type ReadPublic } from '../claims/claims.ts';

const PUBLIC = new URL('../../../public/', import.meta.url);
const read: ReadPublic = (path) => readFile(new URL(path, PUBLIC), 'utf8');

/** Runs every claim that has a model. @returns the list, and whether every figure is a number */
export async function claimsTable(): Promise<{ text: string; good: boolean }> {
  const claims = await readClaims(read);
  const lines: string[] = [];
  let good = true;
  for (const claim of claims) {
    const shown = claim.model && (await showClaim(claim.model, read));
    if (shown)
      good &&= Number.isFinite(shown.value) && (shown.against === null || Number.isFinite(shown.against));
    lines.push(...claimLines(claim, shown), '');
  }
  const count = (verdict: string) => claims.filter((claim) => claim.verdict === verdict).length;
  const modelled = claims.filter(({ model }) => model !== null).length;
  lines.push(
    `${claims.length} claims: ${count('supported')} supported, ${count('contradicted')} contradicted, ` +
      `${count('uncertain')} uncertain; the model shows ${modelled}`,
    '',
  );
  return { text: lines.join('\n'), good };
}

function claimLines(claim: Claim, shown: Shown | null): string[] {
  const { id, en, said, finding, verdict, betterSource, checked, model, why, source } = claim;
  const lines = [
    `${id}  ${en}`,
    `  said: ${said ?? 'no figure'} (${source})`,
    `  ${verdict}: ${finding}; ${checked}`,
  ];
  if (betterSource !== null) lines.push(`  better source: ${betterSource}`);
  lines.push(model && shown ? `  model: ${figures(shown)}; ${model.shows}` : `  no model: ${why}`);
  return lines;
}

function figures({ value, against, unit }: Shown): string {
  const number = (one: number) => `${Number(one.toPrecision(6))}${unit === 'share' ? '' : ` ${unit}`}`;
  if (against === null) return number(value);
  const off = against === 0 ? '' : ` (${(value / against).toFixed(2)} times)`;
  return `${number(value)} against ${number(against)}${off}`;
}
