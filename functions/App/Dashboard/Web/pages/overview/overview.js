// Overview: which version serves, what it has answered, how good the versions are, what happens now.

import { find, get, path } from '../../api.js';
import { definitionOf } from '../../definition.js';
import { h } from '../../dom.js';
import { hearPipeline } from '../../parts/hearing.js';
import { emptyView } from '../../parts/notice.js';
import { section, sections } from '../../parts/section.js';
import { shared } from '../../parts/shared.js';
import { atMostOnceASecond } from '../../parts/soon.js';
import { answersView, glanceView, warningsView } from './glance.js';
import { happenings } from './happenings.js';
import { newBatch } from './new-batch.js';
import { scoreTrend } from './score-trend.js';

export default function overview({ pipeline, signal, to }) {
  const state = shared(() => Promise.all([
    definitionOf(pipeline, signal),
    get(path`models/${pipeline}`, signal),
    get(path`monitoring/${pipeline}`, signal),
    get(path`pipelines/${pipeline}/runs`, signal),
    newestReport(pipeline, signal),
  ]).then(([definition, registry, monitoring, runs, dataset]) => ({ pipeline, to, definition, registry, monitoring, runs, dataset })));
  const load = state.get;

  const glance = section('At a glance', async () => glanceView(await load()), { className: 'wide' });
  const warnings = section('Drift', async () => warningsView(await load()));
  const answers = section('What was predicted', async () => answersView(await load()));
  const trend = section('How good the versions are', async () => {
    const { definition, registry, monitoring } = await load();
    return registry.versions.length === 0 ? emptyView('No model has been deployed yet.', h('a', { href: to('runs') }, 'Start a run'), ' to train one.') : scoreTrend(definition, registry, monitoring);
  });
  const parts = [glance, answers, trend, warnings];

  function refresh() {
    state.forget();
    return Promise.all(parts.map((part) => part.refresh()));
  }

  const refreshSoon = atMostOnceASecond(refresh, signal);
  const batch = newBatch({ pipeline, signal, to, load, onScored: refreshSoon });
  const happened = happenings();
  const failure = hearPipeline(pipeline, signal, (name, data) => {
    happened.add(name, data);
    refreshSoon();
  });

  return h('div', { class: 'page' }, h('h1', {}, 'Overview'), failure,
    h('div', { class: 'grid-page' }, sections(glance), h('div', { class: 'column' }, batch, sections(trend)), h('div', { class: 'column' }, sections(answers, warnings), happened.element)));
}

// How the newest data compares with the data before.
async function newestReport(pipeline, signal) {
  const [newest] = await get(path`datasets/${pipeline}?limit=1`, signal);
  return newest ? find(path`datasets/${pipeline}/${newest.batchId}`, signal) : null;
}
