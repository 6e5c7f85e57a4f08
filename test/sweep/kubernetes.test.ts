/**
 * The manifest of an Indexed Job holds to the schema of batch/v1, as generated from Kubernetes' own OpenAPI; keys there
 * are not, the compiler tells. No cluster has run it: what its pods run is run here, with the words they are given.
 */
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Job } from 'kubernetes-models/batch/v1';
import { expect, test } from 'vitest';
import { sweepCommand } from '../../workers/host/sweep/command.ts';
import { indexedJob } from '../../workers/host/sweep/kubernetes.ts';

const REQUEST = { out: 'out', shards: 7, image: 'registry.example/causeway:1', claim: 'sweeps' };

test('the manifest is valid, and a wrong one is told', () => {
  const job = indexedJob(REQUEST);
  new Job(job).validate();
  expect(job.spec).toMatchObject({ completionMode: 'Indexed', completions: 7, parallelism: 7 });
  const { spec } = job;
  const wrong = (change: object) => () => new Job({ ...job, spec: { ...spec, ...change } }).validate();
  expect(wrong({ completions: 'seven' })).toThrow(/completions/);
  expect(wrong({ completionMode: ['Indexed'] })).toThrow(/completionMode/);
  expect(wrong({ template: { spec: {} } })).toThrow(/containers/);
});

test('--kubernetes writes the manifest, the container file and the plan its pods go on with', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'causeway-pods-'));
  const spec = join(folder, 'spec.json');
  writeFileSync(spec, JSON.stringify({ format: 'causeway-sweep/1', scenario: 'hello', seeds: 7 }));
  const out = join(folder, 'out');
  const words = [
    spec,
    '--out',
    out,
    '--kubernetes',
    '--shards',
    '7',
    '--image',
    REQUEST.image,
    '--claim',
    'sweeps',
  ];
  expect(await sweepCommand(words, {})).toMatchObject({
    ok: true,
    text: expect.stringContaining('kubectl apply'),
  });
  expect(JSON.parse(readFileSync(join(out, 'kubernetes', 'job.json'), 'utf8'))).toEqual(indexedJob(REQUEST));
  // The words of a pod, with the volume where it is here, and what Kubernetes sets for the fourth of them.
  const [container] = indexedJob(REQUEST).spec.template.spec.containers;
  const args = container!.args
    .slice(1)
    .map((word) => (word === container!.volumeMounts[0]!.mountPath ? out : word));
  expect(await sweepCommand(args, { JOB_COMPLETION_INDEX: '3' })).toMatchObject({
    text: 'shard 3 of 7: 1 runs, 0 of them done before\n',
  });
  rmSync(folder, { recursive: true });
});
