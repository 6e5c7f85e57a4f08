/** One of a few, in the head of a panel. */
import { Radio, RadioGroup } from 'react-aria-components';

type Props<T extends string> = {
  label: string;
  value: T;
  options: [value: NoInfer<T>, text: string][];
  onChange(value: NoInfer<T>): void;
};

export function SmallChoice<T extends string>({ label, value, options, onChange }: Props<T>) {
  return (
    <RadioGroup
      className="small-choice"
      orientation="horizontal"
      aria-label={label}
      value={value}
      onChange={(chosen) => onChange(chosen as T)}
    >
      {options.map(([key, text]) => (
        <Radio key={key} value={key}>
          {text}
        </Radio>
      ))}
    </RadioGroup>
  );
}
