/** `sweep --kubernetes`: the sweep as an Indexed Job, and a file to build its container from. */
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { IJob } from 'kubernetes-models/batch/v1';
import type { SweepRequest } from './arguments.ts';

type Request = Omit<Extract<SweepRequest, { do: 'kubernetes' }>, 'do' | 'spec' | 'policy'>;

/** Where the volume with the sweep's directory is mounted. */
const MOUNT = '/sweep';
/** Times a shard may fail by itself before the job gives up on it. */
const RETRIES = 6;

/**
 * Writes `job.json` and `Containerfile` into the sweep's directory. Nothing is sent anywhere: the directory goes to
 * the volume and the container to a registry by the means of the place.
 */
export function writeKubernetes(request: Request): { ok: true; text: string } {
  const folder = join(request.out, 'kubernetes');
  mkdirSync(folder, { recursive: true });
  writeFileSync(join(folder, 'job.json'), `${JSON.stringify(indexedJob(request), null, 2)}\n`);
  writeFileSync(join(folder, 'Containerfile'), CONTAINERFILE);
  const lines = [
    `written to ${folder}; then, from Causeway's root and with the sweep at the root of volume claim ${request.claim}:`,
    `  docker build -f ${join(folder, 'Containerfile')} -t ${request.image} . && docker push ${request.image}`,
    `  kubectl apply -f ${join(folder, 'job.json')}`,
    '  kubectl wait --for=condition=complete --timeout=-1s job/causeway-sweep',
    `and, once its files are back here: causeway sweep --merge ${request.out}`,
  ];
  return { ok: true, text: `${lines.join('\n')}\n` };
}

/** A Job of batch/v1 whose pods take their shares by their completion index; a pod that is lost comes again. */
export function indexedJob({ image, claim, shards }: Request) {
  return {
    apiVersion: 'batch/v1',
    kind: 'Job',
    metadata: { name: 'causeway-sweep' },
    spec: {
      completionMode: 'Indexed',
      completions: shards,
      parallelism: shards,
      backoffLimitPerIndex: RETRIES,
      podFailurePolicy: {
        // A node that is drained or lost is no fault of the run.
        rules: [{ action: 'Ignore', onPodConditions: [{ type: 'DisruptionTarget', status: 'True' }] }],
      },
      template: {
        spec: {
          restartPolicy: 'Never',
          containers: [
            {
              name: 'causeway',
              image,
              args: ['sweep', '--continue', MOUNT, '--shards', String(shards), '--threads', '1'],
              resources: { requests: { cpu: '1', memory: '1Gi' } },
              volumeMounts: [{ name: 'sweep', mountPath: MOUNT }],
            },
          ],
          volumes: [{ name: 'sweep', persistentVolumeClaim: { claimName: claim } }],
        },
      },
    },
  } satisfies IJob;
}

const CONTAINERFILE = `# Built from Causeway's root: the engine and its facts, without the page.
FROM docker.io/library/node:20-bookworm-slim
WORKDIR /causeway
COPY package.json package-lock.json .npmrc ./
RUN npm ci --no-fund --no-audit
COPY build build
COPY public public
COPY tsconfig.json tsconfig.json
COPY workers workers
USER node
ENTRYPOINT ["node", "--import", "tsx", "workers/host/cli.ts"]
`;
