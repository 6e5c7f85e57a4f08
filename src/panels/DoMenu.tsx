/** Actions as buttons, for a thing; and as a menu, for what is done everywhere. */
import { useChoice, useSteady, useWords } from '../charts/hooks.ts';
import { Button, Menu, MenuItem, MenuTrigger, Popover } from 'react-aria-components';
import type { Happening } from '../../workers/scenario/scenario.ts';
import type { ViewModel } from '../../workers/world/view-model.ts';
import { frames } from '../sim/sim.ts';
import type { Pick } from '../sim/store.ts';
import { beginShock } from './ShockDialog.tsx';
import { shocksOn } from './shocks.ts';

export function DoButtons({ view, on }: { view: ViewModel; on: Pick }) {
  const { t } = useWords();
  const possible = useSteady(() => kindsOn(view, on).join(' '));
  if (possible === '') return null;
  return (
    <section className="asked">
      <h3>{t.shock.title}</h3>
      <div className="actions">
        {kindsOn(view, on).map((kind) => (
          <Button key={kind} className="action" onPress={() => beginShock({ kind, on })}>
            {t.shock.names[kind]}
          </Button>
        ))}
      </div>
    </section>
  );
}

function kindsOn(view: ViewModel, on: Pick | null): Happening['do'][] {
  return shocksOn(view, on, frames.current).map(({ kind }) => kind);
}

export function DoMenu() {
  const { t } = useWords();
  const view = useChoice((now) => now.view);
  if (!view) return null;
  return (
    <MenuTrigger>
      <Button className="tool" aria-label={t.shock.menu}>
        <svg viewBox="0 0 16 16" width="16" height="16" aria-hidden="true">
          <path d="M9 1.5 3.5 9H8l-1 5.5L12.5 7H8z" />
        </svg>
      </Button>
      <Popover className="popover">
        <Menu
          aria-label={t.shock.menu}
          onAction={(key) => beginShock({ kind: String(key) as Happening['do'], on: null })}
        >
          {kindsOn(view, null).map((kind) => (
            <MenuItem key={kind} id={kind}>
              {t.shock.names[kind]}
            </MenuItem>
          ))}
        </Menu>
      </Popover>
    </MenuTrigger>
  );
}
