/** Series of carbon or price laid over the grids of a scenario file. */
import { readFileSync } from 'node:fs';
import type { Read } from '../../import/assemble.ts';
import { energyPatch } from '../../import/energy-patch.ts';
import { textOf } from '../../import/write.ts';
import { suggest } from '../../scenario/issues.ts';
import type { JsonObject } from '../../scenario/patch.ts';
import type { Issue } from '../../scenario/scenario.ts';
import { openFile } from './open-file.ts';

/** @param grids of the scenario; none stands for the only one there is */
export async function overScenario(
  read: Read[],
  onto: string,
  grids: string[],
  say: (line: string) => void,
): Promise<{ text: string } | { issues: Issue[] }> {
  const opened = await openFile(onto, []);
  if (!opened.ok) return { issues: opened.issues };
  const known = Object.keys(opened.scenario.grids);
  const chosen = grids.length > 0 ? grids : known;
  if (grids.length === 0 && known.length !== 1) {
    const hint = known.length === 0 ? 'a scenario with grids' : `--grid ID: ${known.slice(0, 24).join(', ')}`;
    return { issues: [{ path: onto, message: `has ${known.length} grids`, hint }] };
  }
  const strange = chosen.find((id) => !known.includes(id));
  if (strange !== undefined)
    return {
      issues: [{ path: '--grid', message: `is "${strange}"`, hint: suggest(strange, known, 'grids') }],
    };
  let file = onlyText(onto) ?? (opened.file as JsonObject);
  let laid = 0;
  for (const { part } of read) {
    if (part.kind !== 'energy') continue;
    const { startMs, durationS } = opened.scenario;
    const patched = energyPatch(part, { file, startMs, durationS, grids: chosen });
    file = patched.file;
    laid++;
    for (const { en } of patched.notes) say(en);
  }
  if (laid === 0)
    return {
      issues: [
        {
          path: '--onto',
          message: 'has nothing to lay over it',
          hint: 'a file of carbon or price over time',
        },
      ],
    };
  return { text: textOf(file) };
}

/** The file as a person wrote it, with its bundles by name; null where it is one that comes with Causeway. */
function onlyText(file: string): JsonObject | null {
  try {
    return JSON.parse(readFileSync(file, 'utf8')) as JsonObject;
  } catch {
    return null;
  }
}
