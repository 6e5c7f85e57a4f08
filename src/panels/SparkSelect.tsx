/** Which figure the line over the timeline shows. */
import { Button, ListBox, ListBoxItem, Popover, Select, SelectValue } from 'react-aria-components';
import { METRICS, type MetricKey } from '../../workers/engine/metrics.ts';
import { useChoice, useWords } from '../charts/hooks.ts';
import { metricName } from '../i18n/metric-names.ts';
import { choices } from '../sim/sim.ts';

export function SparkSelect() {
  const { t, lang } = useWords();
  const metric = useChoice((now) => now.sparkMetric);
  return (
    <Select
      className="spark-select"
      aria-label={t.sparkMetric}
      selectedKey={metric}
      onSelectionChange={(key) => choices.setState({ sparkMetric: key as MetricKey })}
    >
      <Button>
        <SelectValue>{metricName(lang, metric)}</SelectValue>
        <span aria-hidden="true">▾</span>
      </Button>
      <Popover className="popover">
        <ListBox>
          {METRICS.map(({ key }) => (
            <ListBoxItem key={key} id={key} textValue={metricName(lang, key)}>
              {metricName(lang, key)}
            </ListBoxItem>
          ))}
        </ListBox>
      </Popover>
    </Select>
  );
}
