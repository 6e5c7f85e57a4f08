/** The other links of an arc that was pointed at: far out, all between the same two hubs are drawn as one. */
import { Button } from 'react-aria-components';
import type { ViewModel } from '../../workers/world/view-model.ts';
import { useWords } from '../charts/hooks.ts';
import { choices } from '../sim/sim.ts';
import { nameOf } from './names.ts';

type Props = {
  view: ViewModel;
  link: number;
  /** With the link itself. */
  all: readonly number[];
};

export function Together({ view, link, all }: Props) {
  const { t, lang } = useWords();
  const others = all.filter((other) => other !== link);
  return (
    <>
      <h3>{t.linkInfo.together(others.length)}</h3>
      <ul className="together">
        {others.map((index) => {
          const pick = { kind: 'link', index, together: all } as const;
          return (
            <li key={index}>
              <Button className="name" onPress={() => choices.setState({ selected: pick })}>
                {nameOf(view, pick, lang, t.tenantInfo.unnamed)}
              </Button>
            </li>
          );
        })}
      </ul>
    </>
  );
}
