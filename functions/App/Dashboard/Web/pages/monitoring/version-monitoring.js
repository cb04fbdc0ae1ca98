// One version as monitoring sees it.

import { bars } from '../../charts/bars.js';
import { h } from '../../dom.js';
import { count, moment, number, percent, plural } from '../../format.js';
import { badge, facts, table } from '../../parts/table.js';

/** When it served, how much, and how fast. */
export const servedView = ({ served, champion, trainer }) => facts([
  ['Trainer', trainer],
  ['Champion', champion.length > 0 ? champion.map((period) => `${moment(period.from)} – ${period.until ? moment(period.until) : 'now'}`).join('; ') : 'never'],
  ['Answered in place of another', count(served?.fallbacks)],
  ['Late', count(served?.late)],
  ['Failed', count(served?.failures)],
  ['Half, 95 %, 99 % within (ms)', served?.milliseconds ? `${number(served.milliseconds.p50)}, ${number(served.milliseconds.p95)}, ${number(served.milliseconds.p99)}` : 'no request yet'],
]);

/** A target as predicted, and as it turned out to be. */
export function targetView({ name, parts, meanPredicted, meanObserved }) {
  const isKnown = parts.some((part) => part.observed !== undefined);
  const means = meanPredicted === undefined ? '' : ` (means ${number(meanPredicted)} predicted, ${meanObserved === undefined ? 'none' : number(meanObserved)} observed)`;
  return parts.length === 0 ? h('p', {}, `${name}${means}`)
    : bars(`${name}${means}`, isKnown ? ['predicted', 'observed'] : ['predicted'], parts.map((part) => ({ name: part.part, values: isKnown ? [part.predicted, part.observed] : [part.predicted] })), { format: percent });
}

/** A feature as served, against training. */
export function featureView({ name, psi, chance, driftedSince, parts }) {
  const isServed = psi !== undefined;
  const chart = bars(`${name}${isServed ? `, PSI ${number(psi)}` : ', not served yet'}`, isServed ? ['training', 'served'] : ['training'],
    parts.map((part) => ({ name: part.part, values: isServed ? [part.training, part.served] : [part.training] })), { format: percent });
  chart.querySelector('figcaption').append(' ', driftedSince ? badge('warn', `drifted since ${moment(driftedSince)}`) : '',
    isServed && chance !== undefined ? h('span', { class: 'hint' }, `by chance up to ${number(chance)}`) : '');
  return chart;
}

/** How right it was, as far as corrections tell. */
export const outcomesView = (outcomes) => (outcomes ? [
  h('h3', {}, 'As it turned out to be'),
  h('p', {}, `Known of ${plural(outcomes.count, 'row')}; the newest ${plural(outcomes.recent.count, 'prediction')} beside all.`),
  table('Metrics as corrected', [
    { title: 'Metric', of: ([name]) => name },
    { title: 'All', isNumber: true, of: ([, value]) => number(value) },
    { title: 'Newest', isNumber: true, of: ([name]) => number(outcomes.recent.metrics[name]) },
  ], Object.entries(outcomes.metrics), { isCompact: true }),
  outcomes.confusion.length > 0 ? table('Predicted against observed', [
    { title: 'Observed', of: (cell) => cell.observed },
    { title: 'Predicted', of: (cell) => cell.predicted },
    { title: 'Rows', isNumber: true, of: (cell) => h('span', { class: cell.observed === cell.predicted ? 'right' : 'wrong' }, count(cell.count)) },
  ], outcomes.confusion, { isCompact: true }) : null,
  outcomes.targets.length > 1 ? table('Target by target', [
    { title: 'Target', of: (target) => target.name },
    { title: 'Mean predicted', isNumber: true, of: (target) => number(target.meanPredicted) },
    { title: 'Mean observed', isNumber: true, of: (target) => number(target.meanObserved) },
    { title: 'Metrics', of: (target) => Object.entries(target.metrics).map(([name, value]) => `${name} ${number(value)}`).join(', ') },
  ], outcomes.targets) : null,
] : h('p', { class: 'hint' }, 'Nothing is known yet of how right it was; corrections from Review, or PATCH predictions, tell.'));
