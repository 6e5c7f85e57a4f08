/** The head of a branch's columns: its name, where it comes from, and the way to end it. */
import { Button } from 'react-aria-components';
import { useWords } from '../charts/hooks.ts';
import { formatCount } from '../i18n/format.ts';
import type { Branch } from '../sim/branch.ts';
import { endFork } from './forks.ts';

export function BranchHead({ branch }: { branch: Branch }) {
  const { t, lang } = useWords();
  const { name, fork, linked, policy } = branch;
  return (
    <th scope="colgroup" colSpan={name === 'A' ? 1 : 2} className="numeric branch-head">
      <span className={`branch-dot branch-${name}`} aria-hidden="true" />
      {name} {fork ? null : linked ? t.linked : t.islands}
      {fork ? (
        <>
          <small>
            {policy ? t.policy.under(policy.name) : t.branches.from(fork.from, formatCount(lang, fork.tick))}
          </small>
          <Button className="tool" aria-label={t.branches.remove(name)} onPress={() => endFork(name)}>
            ×
          </Button>
        </>
      ) : (
        <small>{name === 'A' ? t.branches.base : t.branches.difference}</small>
      )}
    </th>
  );
}
