// The state of a pipeline in a few words and figures.

import { bars } from '../../charts/bars.js';
import { doughnut } from '../../charts/doughnut.js';
import { hasClasses, versionName } from '../../definition.js';
import { h } from '../../dom.js';
import { count, moment, number, percent, plural } from '../../format.js';
import { emptyView } from '../../parts/notice.js';
import { runState } from '../../parts/run-state.js';
import { badge } from '../../parts/table.js';

/** Who serves, how much, and the newest run. */
export function glanceView({ pipeline, to, registry, monitoring, runs }) {
  const total = (member) => monitoring.versions.reduce((sum, version) => sum + (version.served?.[member] ?? 0), 0);
  const champion = registry.versions.find((version) => version.version === registry.champion);
  const [newest] = runs;
  return h('ul', { class: 'tiles' },
    tile('Champion', champion ? h('a', { href: to('models', champion.version) }, versionName(pipeline, champion.version)) : 'none yet',
      champion ? `${champion.trainer}, since ${moment(becameChampion(registry).at)}` : ['Start ', h('a', { href: to('runs') }, 'a run'), ' or ', h('a', { href: to('data') }, 'bring data')]),
    tile('Canary', registry.canary ? versionName(pipeline, registry.canary.version) : 'none', registry.canary ? `answers ${number(registry.canary.percent)} % of requests` : 'all requests go to the champion'),
    tile('Shadows', registry.shadows.length ? registry.shadows.map((version) => versionName(pipeline, version)).join(', ') : 'none', 'score without answering'),
    tile('Predictions', count(total('rows')), `in ${plural(total('batches'), 'batch', 'batches')} and ${plural(total('requests'), 'request')}`),
    tile('Newest run', newest ? runState(newest) : 'none yet', newest ? h('a', { href: to('runs', newest.id) }, moment(newest.created)) : h('a', { href: to('runs') }, 'Start one')));
}

// Canary and shadows may have changed since.
const becameChampion = ({ champion, history }) => history.findLast((change) => change.version === champion && change.from !== champion);

const tile = (name, value, more) => h('li', { class: 'tile' }, h('span', { class: 'tile-name' }, name), h('span', { class: 'tile-value' }, value), h('span', { class: 'tile-more' }, more));

/** Shares of the classes over all versions; of numbers, how the champion's predictions are spread. */
export function answersView({ definition, monitoring, to }) {
  const served = monitoring.versions.filter((version) => version.served?.rows > 0);
  if (served.length === 0) {
    return emptyView('Nothing has been predicted yet.', 'Send a new batch from this page, or ask ', h('code', {}, `POST predict/${monitoring.pipeline}`), '.');
  }

  if (hasClasses(definition)) {
    return doughnut('Share per class', sharesOf(served), served.reduce((sum, version) => sum + version.served.rows, 0), 'predictions');
  }

  const version = served.find((one) => one.model === monitoring.champion) ?? served.at(-1);
  return version.targets.some((target) => target.parts.length > 0)
    ? version.targets.map((target) => bars(`${target.name} by ${version.model}`, ['predicted'], target.parts.map((part) => ({ name: part.part, values: [part.predicted] })), { format: percent }))
    : h('p', {}, `${version.model} has answered ${plural(version.served.rows, 'row')}; how its answers are spread is not counted for this kind of prediction. `, h('a', { href: to('review') }, 'Look at the batches'), '.');
}

function sharesOf(versions) {
  const rows = new Map();
  for (const version of versions) {
    for (const part of version.targets[0]?.parts ?? []) {
      rows.set(part.part, (rows.get(part.part) ?? 0) + part.predicted * version.served.rows);
    }
  }

  const all = [...rows.values()].reduce((sum, value) => sum + value, 0) || 1;
  return [...rows].map(([name, value]) => ({ name, share: value / all }));
}

/** What is no longer as it was in training, or in the batch before. */
export function warningsView({ monitoring, dataset, to }) {
  const served = monitoring.versions.flatMap((version) => version.features.filter((feature) => feature.driftedSince).map((feature) =>
    h('li', {}, badge('warn', 'drift'), ` ${feature.name} is no longer served to ${version.model} as it was in training, since ${moment(feature.driftedSince)} (PSI ${number(feature.recentPsi ?? feature.psi)}). `, h('a', { href: to('monitoring') }, 'Look'))));
  const arrived = (dataset?.prepared?.drifted ?? []).map((column) =>
    h('li', {}, badge('warn', 'drift'), ` ${column.column} in ${dataset.batch.file} is not as in the data before (PSI ${number(column.index)}). `, h('a', { href: to('data', dataset.batch.batchId) }, 'Look')));
  if (served.length + arrived.length > 0) {
    return h('ul', { class: 'plain' }, served, arrived);
  }

  const isCompared = monitoring.versions.some((version) => version.served?.rows > 0) || dataset?.report?.comparedWith;
  return !isCompared ? emptyView('There is nothing to compare yet.', 'What is served is compared with training, and data with the data before it.') : h('p', {}, badge('good', 'no drift'), ' What is served is as in training, and the newest data as the data before, as far as enough rows were seen to tell.');
}
