/** Reading a person's own files, off the page's thread. */
import { expose } from 'comlink';
import { TABLES, type TableKind } from '../import/kinds.ts';
import type { EnergyPart } from '../import/parts.ts';
import type { BringReply, Choice, ImportApi, Probe, Remark } from '../import/protocol.ts';
import { energyPatch } from '../import/energy-patch.ts';
import { choiceFor, unitsOf } from '../import/reader.ts';
import { textOf } from '../import/write.ts';
import { readJson } from '../scenario/json-text.ts';
import { isObject } from '../scenario/patch.ts';
import { bringFiles, probeFile } from './import/bring.ts';
import type { Source } from './import/text-stream.ts';

const PROGRESS_MS = 100;

const held: { sources: Source[]; probes: (Probe | Remark)[]; energy: EnergyPart[] } = {
  sources: [],
  probes: [],
  energy: [],
};

function probeAt(index: number): Probe {
  const probe = held.probes[index];
  if (!probe || 'what' in probe) throw new Error(`file ${index} has not been probed`);
  return probe;
}

async function read(choices: Choice[], onProgress: (share: number) => void): Promise<BringReply> {
  let told = -Infinity;
  const files = choices.map((choice, i) => ({ source: held.sources[i], probe: probeAt(i), choice }));
  const brought = await bringFiles(files, (share) => {
    if (performance.now() - told < PROGRESS_MS) return;
    told = performance.now();
    onProgress(share);
  });
  held.energy = [];
  if (!brought.ok) return brought;
  const { written, read, counts, remarks } = brought;
  held.energy = read.flatMap(({ part }) => (part.kind === 'energy' ? [part] : []));
  return {
    ok: true,
    text: written.text,
    files: Object.fromEntries(Object.entries(written.files).map(([name, text]) => [name, new Blob([text])])),
    counts,
    remarks,
    energy: held.energy.length > 0,
    onlyEnergy: held.energy.length === read.length,
  };
}

const api: ImportApi = {
  async probe(files) {
    held.sources = files.map((file) => ({
      name: file.name,
      size: file.size,
      stream: () => file.stream() as ReadableStream<Uint8Array>,
    }));
    held.probes = await Promise.all(held.sources.map(probeFile));
    return held.probes;
  },
  choose: (index, kind) => choiceFor(kind, probeAt(index)),
  units(index, choice) {
    if (!(TABLES as readonly string[]).includes(choice.kind)) return choice;
    return { ...choice, ...unitsOf(choice.kind as TableKind, choice.columns, probeAt(index)) };
  },
  read,
  overlay({ text, startMs, durationS, grids }) {
    const json = readJson(text);
    if (!json.ok || !isObject(json.value)) return null;
    let file = json.value;
    for (const part of held.energy) file = energyPatch(part, { file, startMs, durationS, grids }).file;
    return textOf(file);
  },
};

expose(api);
