// One version: what it was made from, how it was judged, and its card.

import { get, open, path } from '../../api.js';
import { definitionOf, versionName } from '../../definition.js';
import { h } from '../../dom.js';
import { duration, moment, number, plural } from '../../format.js';
import { judgedView } from '../../parts/evaluation/evaluation.js';
import { emptyView } from '../../parts/notice.js';
import { section, sections } from '../../parts/section.js';
import { shared } from '../../parts/shared.js';
import { badge, facts } from '../../parts/table.js';
import { markdownView } from './markdown.js';

/** The page. */
export function modelPage({ pipeline, rest: [version], signal, to }) {
  const name = versionName(pipeline, version);
  const { get: load } = shared(() => get(path`models/${pipeline}/${version}`, signal));
  const made = section('What it is', async () => {
    const model = await load();
    return facts([
      ['Trainer', model.trainer],
      ['Hyperparameters', Object.entries(model.hyperparameters).map(([key, value]) => `${key} = ${value}`).join(', ') || 'the defaults'],
      ['Made', moment(model.created)],
      ['In the search', `${number(model.validationScore)} ± ${number(model.validationDeviation)}`],
      ['Rows', `${plural(model.lineage.trainingRows, 'row')} to learn from, ${plural(model.lineage.holdoutRows, 'row')} held out`],
      ['Took', Object.entries(model.seconds).map(([stage, seconds]) => `${stage} ${duration(seconds)}`).join(', ')],
    ]);
  });
  const lineage = section('Lineage', async () => lineageView(await get(path`lineage/${name}`, signal), to));
  const judged = section('How it was judged', async () => {
    const [model, definition] = await Promise.all([load(), definitionOf(pipeline, signal)]);
    return model.evaluation ? judgedView(model.evaluation, definition) : emptyView('Nothing is kept of how it was judged.');
  }, { className: 'wide' });
  const card = section('Model card', async () => markdownView(await (await open(path`models/${pipeline}/${version}/card?format=md`, { signal })).text()), { className: 'wide prose' });
  return h('div', { class: 'page' }, h('p', { class: 'crumbs' }, h('a', { href: to('models') }, 'Models')), h('h1', {}, name), h('div', { class: 'grid-page' }, sections(made, lineage, judged, card)));
}

const lineageView = ({ model, run, features, batch, file, sources }, to) => h('ol', { class: 'lineage' },
  step('Model', model.version, `package ${model.package}`, model.serves ? badge('good', 'serves') : null),
  run ? step('Run', h('a', { href: to('runs', run.runId) }, run.runId), `definition ${run.definitionHash.slice(0, 12)}, code ${run.codeVersion}`) : null,
  features ? step('Feature set', features.featureSetId, features.rows === undefined ? null : `${plural(features.rows, 'row')}, ${plural(features.badRows ?? 0, 'bad row')}`) : null,
  batch ? step('Batch', h('a', { href: to('data', batch.batchId) }, batch.batchId), `came ${moment(batch.received)}`) : null,
  file ? step('File', file, batch ? `SHA-256 ${batch.hash}` : null) : null,
  Object.entries(sources ?? {}).map(([source, joined]) => step(`Joined: ${source}`, joined.file, `SHA-256 ${joined.hash}`)));

const step = (name, value, more, mark) => h('li', {}, h('span', { class: 'hint' }, name), h('span', { class: 'breaks' }, h('strong', {}, value), mark ? [' ', mark] : null), more ? h('span', { class: 'hint breaks' }, more) : null);
