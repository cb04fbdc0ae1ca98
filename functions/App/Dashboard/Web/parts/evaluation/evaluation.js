// How the candidates of a run, or a version, were judged on the holdout.

import { bars } from '../../charts/bars.js';
import { h, replace } from '../../dom.js';
import { number, plural, rankedFirst } from '../../format.js';
import { badge, table } from '../table.js';
import { classCurves } from './class-curves.js';
import { comparisonView, naiveView } from './comparison.js';
import { targetCurves } from './target-curves.js';

/** The candidates of a run, one at a time. */
export function evaluationView({ metric, holdoutRows, candidates, champion, verdict }, definition) {
  const shown = h('div');
  const choice = h('select', { id: 'candidate', onchange: show }, candidates.map((judged, place) =>
    h('option', { value: place }, `${judged.candidate.trainer}${judged.candidate.hyperparameters ? ` (${judged.candidate.hyperparameters})` : ''}, ${metric} ${number(judged.metrics[metric])}`)));

  function show() {
    replace(shown, judgedView(candidates[choice.value], definition, champion));
  }

  const winner = candidates.findIndex((judged) => judged.candidate.index === verdict.candidate.index);
  choice.value = Math.max(0, winner);
  show();
  return [
    h('p', {}, badge(verdict.reasons.length === 0 ? 'good' : 'bad', verdict.reasons.length === 0 ? 'passed' : 'not passed'), ` ${verdict.summary}. Measured on ${plural(holdoutRows, 'row')} of the holdout.`),
    h('p', { class: 'field' }, h('label', { for: 'candidate' }, 'Candidate'), choice),
    shown,
  ];
}

/** One candidate: gates, metrics with intervals, comparison, curves. */
export const judgedView = ({ metrics, checks, evaluation }, definition, champion) => [
  h('h3', {}, 'Gates'),
  checks.length === 0 ? h('p', { class: 'hint' }, 'The definition asks for none.') : h('ul', { class: 'plain gates' }, checks.map((check) => h('li', {}, gateBadge(check), h('strong', {}, ` ${check.name}`), ` ${check.detail}`))),
  naiveView(evaluation.naive, metrics[evaluation.metric]),
  comparisonView(evaluation.comparison),
  h('h3', {}, 'Metrics'),
  metricsTable(metrics, evaluation, champion),
  h('div', { class: 'charts' }, classCurves(evaluation), targetCurves(evaluation), clusters(evaluation), importances(evaluation)),
  definition.task === 'clustering' ? h('p', { class: 'hint' }, 'Clusters have no truth, so there are no intervals and no curves.') : null,
];

const gateBadge = ({ passed, blocks }) => (passed ? badge('good', 'pass') : blocks ? badge('bad', 'fail') : badge('warn', 'warn'));

const metricsTable = (metrics, { intervals, metric, naive }, champion) => table('Metrics on the holdout', [
  { title: 'Metric', of: ([name]) => (name === metric ? h('strong', {}, `${name} (ranks)`) : name) },
  { title: 'Value', isNumber: true, of: ([, value]) => number(value) },
  { title: '95 % interval', isNumber: true, of: ([name]) => (intervals[name] ? `${number(intervals[name].lower)} to ${number(intervals[name].upper)}` : '–') },
  ...(naive ? [{ title: 'Naive', isNumber: true, of: ([name]) => number(naive.metrics[name]) }] : []),
  ...(champion ? [{ title: 'Champion', isNumber: true, of: ([name]) => number(champion[name]) }] : []),
], rankedFirst(metrics, metric), { isCompact: true });

const clusters = ({ clusterSizes }) => (clusterSizes.length > 0 ? bars('Rows in each cluster', ['rows'], clusterSizes.map((rows, place) => ({ name: `cluster ${place}`, values: [rows] }))) : null);

const importances = ({ importances: found, metric }) => (found?.length > 0
  ? bars(`What it relies on: loss of ${metric} when shuffled`, ['loss'], found.slice(0, 15).map((one) => ({ name: one.feature, values: [one.mean] }))) : null);
