/** One of a list, as every panel chooses it: a button that says what is chosen, and a list under it. */
import type { ReactNode } from 'react';
import {
  Button,
  Label,
  ListBox,
  ListBoxItem,
  Popover,
  Select,
  SelectValue,
  type Key,
} from 'react-aria-components';

type Props<Id extends Key> = {
  className: string;
  options: readonly { id: Id; text: string }[];
  value: NoInfer<Id> | null;
  onChoose(id: NoInfer<Id>): void;
  /** What the button says, where that is not the chosen one's text. */
  shown?: string;
} & ({ label: ReactNode } | { name: string });

/** With `label` it is seen, with `name` only heard. */
export function Chooser<Id extends Key>({
  className,
  options,
  value,
  onChoose,
  shown,
  ...called
}: Props<Id>) {
  return (
    <Select
      className={className}
      aria-label={'name' in called ? called.name : undefined}
      value={value}
      onChange={(key) => {
        const chosen = options.find(({ id }) => id === key);
        if (chosen) onChoose(chosen.id);
      }}
    >
      {'label' in called ? <Label>{called.label}</Label> : null}
      <Button>
        <SelectValue>{shown ? () => shown : undefined}</SelectValue>
        <span aria-hidden="true">▾</span>
      </Button>
      <Popover className="popover">
        <ListBox items={options}>
          {({ id, text }) => (
            <ListBoxItem id={id} textValue={text}>
              {text}
            </ListBoxItem>
          )}
        </ListBox>
      </Popover>
    </Select>
  );
}
