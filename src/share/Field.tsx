/** A named control of the dialogs: a choice, a number, a tick. */
import type { ReactNode } from 'react';

export function Field({ name, children }: { name: string; children: ReactNode }) {
  return (
    <label className="field">
      <span>{name}</span>
      {children}
    </label>
  );
}

type ToggleProps = { name: string; value: boolean; onChange(value: boolean): void };

export function Toggle({ name, value, onChange }: ToggleProps) {
  return (
    <label className="field toggle">
      <input type="checkbox" checked={value} onChange={(event) => onChange(event.target.checked)} />
      <span>{name}</span>
    </label>
  );
}
