// The pipeline's metric, version by version: on the holdout, and as it turned out to be true.

import { plot } from '../../charts/plot.js';
import { versionNumber } from '../../definition.js';
import { number } from '../../format.js';

/** The trend over the versions. */
export function scoreTrend({ metric }, { versions }, monitoring) {
  const observed = monitoring.versions.filter((version) => Number.isFinite(version.outcomes?.metrics[metric]))
    .map((version) => ({ x: versionNumber(version.model), y: version.outcomes.metrics[metric], hint: `${version.model}: ${number(version.outcomes.metrics[metric])} over ${version.outcomes.count} corrected rows` }));
  const measured = versions.filter((version) => Number.isFinite(version.metrics[metric]))
    .map((version) => ({ x: version.version, y: version.metrics[metric], hint: `version ${version.version}, ${version.trainer}: ${number(version.metrics[metric])}` }));
  const numbers = versions.map((version) => version.version);
  const series = [{ name: 'on the holdout', points: measured, isLine: true }];
  if (observed.length > 0) {
    series.push({ name: 'as corrected', points: observed, isLine: true });
  }

  return plot(`${metric} over the versions`, {
    series,
    x: { title: 'version', range: [numbers[0] - 0.5, numbers.at(-1) + 0.5], ticks: thinned(numbers), format: String },
    y: { title: metric },
    words: `${metric}: ${measured.map((point) => point.hint).join('; ')}${observed.length > 0 ? `; as corrected ${observed.map((point) => point.hint).join('; ')}` : ''}`,
  });
}

const thinned = (values) => values.filter((_, place) => place % Math.ceil(values.length / 10) === 0);
