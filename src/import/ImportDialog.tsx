/** Files of one's own: what they are taken for, what will come of them, and the way to open or save it. */
import './import.css';
import { useDeferredValue, useEffect } from 'react';
import { Button } from 'react-aria-components';
import { useChoice, useWords } from '../charts/hooks.ts';
import { choices } from '../sim/sim.ts';
import { cancelImport, openResult, saveResult, takeUp } from './bring.ts';
import { FileChoice } from './FileChoice.tsx';
import { useImport } from './hooks.ts';
import { Outcome } from './Outcome.tsx';
import { Sheet } from '../controls/Sheet.tsx';

/** Files beyond these are as the first ones; their choices stay as guessed. */
const MOST_SHOWN = 6;

export default function ImportDialog() {
  const { t } = useWords();
  const now = useImport();
  // The dialog opens in one task, and is filled in others.
  const filled = useDeferredValue(now);
  const brought = useChoice((choices) => choices.brought);
  useEffect(() => {
    if (brought.length === 0) return;
    choices.setState({ brought: [] });
    void takeUp(brought);
  }, [brought]);
  const [first, ...rest] = now?.files ?? [];
  const name = first?.probe.file ?? '';
  return (
    <Sheet
      title={t.bring.title(rest.length > 0 ? t.bring.more(name, String(rest.length)) : name)}
      isOpen={now !== null}
      onClose={cancelImport}
      className="wide import"
      stays
    >
      <p className="quiet">{t.bring.stays}</p>
      {filled?.files.slice(0, MOST_SHOWN).map((file, index) => (
        <FileChoice key={file.probe.file} file={file} index={index} />
      ))}
      {filled ? <Outcome now={filled} /> : null}
      <div className="import-actions">
        <Button className="action primary" isDisabled={!now?.result} onPress={() => void openResult()}>
          {t.bring.open}
        </Button>
        <Button className="action" isDisabled={!now?.result} onPress={saveResult}>
          {t.bring.save}
        </Button>
        <Button className="action" onPress={cancelImport}>
          {t.bring.cancel}
        </Button>
      </div>
    </Sheet>
  );
}
