/** One of a few, by name. */
type Props<K extends string> = {
  name: string;
  value: K;
  options: Record<K, string>;
  onChange(value: K): void;
};

export function Choice<K extends string>({ name, value, options, onChange }: Props<K>) {
  return (
    <label className="field">
      <span>{name}</span>
      <select value={value} onChange={(event) => onChange(event.target.value as K)}>
        {(Object.entries(options) as [K, string][]).map(([key, word]) => (
          <option key={key} value={key}>
            {word}
          </option>
        ))}
      </select>
    </label>
  );
}
