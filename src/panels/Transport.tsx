/** The bar of time: step, play, speed asked for and speed measured, and the timeline. */
import { useChoice, useSteady, useWords } from '../charts/hooks.ts';
import { Button, ComboBox, Input, ListBox, ListBoxItem, Popover } from 'react-aria-components';
import { forkHere } from './forks.ts';
import { LoopButtons } from './LoopButtons.tsx';
import { stepAndSay } from './say.ts';
import { choices, measuredRates } from '../sim/sim.ts';
import { setSpeed, SPEED_PRESETS, togglePlaying } from '../sim/store.ts';
import { SparkSelect } from './SparkSelect.tsx';
import { Timeline } from './Timeline.tsx';

export function Transport() {
  const { t } = useWords();
  const playing = useChoice((now) => now.playing);
  const charts = useChoice((now) => now.charts);
  const ready = useChoice((now) => now.view !== null);
  return (
    <section className="panel transport" aria-label={t.transport}>
      <div className="transport-buttons">
        <Button className="round" aria-label={t.back} onPress={() => stepAndSay(-1)} isDisabled={!ready}>
          <svg viewBox="0 0 16 16" width="14" height="14" aria-hidden="true">
            <path d="M11.5 3.5v9l-6-4.5zM4 3.5v9" className="solid" />
          </svg>
        </Button>
        <Button
          className="round play"
          aria-label={playing ? t.pause : t.play}
          onPress={() => togglePlaying(choices)}
          isDisabled={!ready}
        >
          <svg viewBox="0 0 16 16" width="16" height="16" aria-hidden="true">
            <path d={playing ? 'M4 3h3v10H4zM9 3h3v10H9z' : 'M4.5 2.5v11l9-5.5z'} className="solid" />
          </svg>
        </Button>
        <Button className="round" aria-label={t.forward} onPress={() => stepAndSay(1)} isDisabled={!ready}>
          <svg viewBox="0 0 16 16" width="14" height="14" aria-hidden="true">
            <path d="M4.5 3.5v9l6-4.5zM12 3.5v9" className="solid" />
          </svg>
        </Button>
      </div>
      <div className="speed">
        <Speed />
        <Rates />
      </div>
      <Line />
      <div className="transport-tools">
        <LoopButtons />
        <Button
          className="tool"
          aria-label={t.branches.fork}
          onPress={() => void forkHere()}
          isDisabled={!ready}
        >
          <svg viewBox="0 0 16 16" width="16" height="16" aria-hidden="true">
            <path d="M4.5 8h2c2.5 0 2-4 4.5-4M6.5 8c2.5 0 2 4 4.5 4" />
            <circle cx="3" cy="8" r="1.6" />
            <circle cx="12.6" cy="4" r="1.6" />
            <circle cx="12.6" cy="12" r="1.6" />
          </svg>
        </Button>
        <Button
          className={charts ? 'tool on' : 'tool'}
          aria-label={t.charts}
          aria-expanded={charts}
          onPress={() => choices.setState({ charts: !charts })}
        >
          <svg viewBox="0 0 16 16" width="16" height="16" aria-hidden="true">
            <path d="M2 13.5h12M2.5 10l3.5-4 3 2.5 4.5-6" />
          </svg>
        </Button>
        <SparkSelect />
      </div>
    </section>
  );
}

/** Alone in being made anew for another scenario. */
function Line() {
  const view = useChoice((now) => now.view);
  return view ? <Timeline view={view} /> : <div className="timeline" />;
}

function Speed() {
  const { t } = useWords();
  const speed = useChoice((now) => now.speed);
  const take = (text: string): void => setSpeed(choices, Number(text.replace(',', '.')));
  return (
    <ComboBox
      key={speed}
      className="speed-box"
      aria-label={t.speed}
      allowsCustomValue
      defaultInputValue={String(speed)}
      menuTrigger="manual"
      defaultFilter={() => true}
      onSelectionChange={(key) => key !== null && take(String(key))}
    >
      <Input
        inputMode="decimal"
        onBlur={(event) => take(event.currentTarget.value)}
        onKeyDown={(event) => event.key === 'Enter' && take(event.currentTarget.value)}
      />
      <span className="unit">{t.speedUnit}</span>
      <Button>▾</Button>
      <Popover className="popover">
        <ListBox>
          {SPEED_PRESETS.map((preset) => (
            <ListBoxItem key={preset} id={String(preset)}>
              {String(preset)}
            </ListBoxItem>
          ))}
        </ListBox>
      </Popover>
    </ComboBox>
  );
}

function Rates() {
  const { t } = useWords();
  const playing = useChoice((now) => now.playing);
  const said = useSteady(() => {
    if (!playing) return t.paused;
    const { ticks, frames } = measuredRates();
    return t.rates(ticks.toFixed(ticks < 9.5 ? 1 : 0), frames.toFixed(0));
  });
  return <p className="rates">{said}</p>;
}
