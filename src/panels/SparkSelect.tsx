/** Which figure the line over the timeline shows. */
import { METRICS } from '../../workers/engine/metrics.ts';
import { useChoice, useWords } from '../charts/hooks.ts';
import { metricName } from '../i18n/metric-names.ts';
import { choices } from '../sim/sim.ts';
import { Chooser } from '../controls/Chooser.tsx';

export function SparkSelect() {
  const { t, lang } = useWords();
  const metric = useChoice((now) => now.sparkMetric);
  return (
    <Chooser
      className="spark-select"
      name={t.sparkMetric}
      options={METRICS.map(({ key }) => ({ id: key, text: metricName(lang, key) }))}
      value={metric}
      onChoose={(key) => choices.setState({ sparkMetric: key })}
    />
  );
}
