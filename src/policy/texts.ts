/** Files of the tree as texts: worked policies to begin with, which the documents name too, and what a policy may know. */
const files = import.meta.glob<string>(['../../examples/policies/*.ts', '../../workers/policy/contract.ts'], {
  query: '?raw',
  import: 'default',
  eager: true,
});

export const EXAMPLES = [
  'least-loaded.ts',
  'cheapest-then-near.ts',
  'spread.ts',
  'follow-the-sun.ts',
] as const;

export function exampleText(name: (typeof EXAMPLES)[number]): string {
  return files[`../../examples/policies/${name}`]!;
}

export function contractText(): string {
  return files['../../workers/policy/contract.ts']!;
}
