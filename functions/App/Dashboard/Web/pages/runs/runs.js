// Runs: the history with its trend and timings; one run, live while it goes on, with its evaluation.

import { get, path } from '../../api.js';
import { plot } from '../../charts/plot.js';
import { stageBars } from '../../charts/stages.js';
import { definitionOf } from '../../definition.js';
import { h } from '../../dom.js';
import { count, duration, moment, number, rankedFirst, words } from '../../format.js';
import { hearPipeline } from '../../parts/hearing.js';
import { emptyView } from '../../parts/notice.js';
import { hasEnded, runState } from '../../parts/run-state.js';
import { section, sections } from '../../parts/section.js';
import { shared } from '../../parts/shared.js';
import { atMostOnceASecond } from '../../parts/soon.js';
import { table } from '../../parts/table.js';
import { runPage } from './run-page.js';
import { startRun } from './start-run.js';

const pageSize = 25;
const most = 12;

export default function runs(context) {
  return context.rest[0] ? runPage(context) : history(context);
}

function history({ pipeline, signal, to }) {
  let shown = pageSize;
  const state = shared(() => Promise.all([get(path`pipelines/${pipeline}/runs`, signal), definitionOf(pipeline, signal)]));
  const load = state.get;
  const list = section('History', async () => {
    const [all, definition] = await load();
    return all.length === 0 ? emptyView('No run has been started yet.', 'Start one above, or ', h('a', { href: to('data') }, 'bring data'), ', which starts one where the definition says so.')
      : [tableOf(all.slice(0, shown), definition.metric), all.length > shown ? h('p', {}, h('button', { type: 'button', onclick: more }, `Show ${Math.min(pageSize, all.length - shown)} more of ${count(all.length)}`)) : null];
  }, { className: 'wide' });
  const trend = section('Metric of each run', async () => {
    const [all, definition] = await load();
    return trendOf(all.filter((run) => Number.isFinite(run.result?.metrics[definition.metric])).slice(0, 50).reverse(), definition.metric);
  });
  const timings = section('Where the time went', async () => {
    const [all] = await load();
    const timed = all.filter((run) => run.progress?.stages.length > 0).slice(0, most);
    return timed.length === 0 ? emptyView('No run has been timed yet.') : stageBars('Stages of the newest runs', timed.map((run) => ({
      name: run.result?.modelVersion ?? moment(run.created), stages: run.progress.stages.filter((stage) => stage.seconds !== undefined && stage.stage !== 'approval').map((stage) => ({ name: stage.stage, seconds: stage.seconds })),
    })));
  });

  const tableOf = (rows, metric) => table('Runs, newest first', [
    { title: 'Run', of: (run) => h('a', { id: `run-${run.id}`, href: to('runs', run.id) }, moment(run.created)) },
    { title: 'State', of: runState },
    { title: 'Why', of: (run) => run.reason ?? '–' },
    { title: 'Model', of: (run) => run.result?.modelVersion ?? '–' },
    { title: 'Best', of: (run) => run.result?.trainer ?? run.progress?.best?.trainer ?? '–' },
    { title: 'Metrics', of: (run) => metricsOf(run, metric) },
    { title: 'Took', isNumber: true, of: (run) => (hasEnded(run) ? duration((new Date(run.updated) - new Date(run.created)) / 1000) : '…') },
  ], rows);

  function more() {
    shown += pageSize;
    list.refresh();
  }

  function refresh() {
    state.forget();
    [list, trend, timings].forEach((part) => part.refresh());
  }

  const refreshSoon = atMostOnceASecond(refresh, signal);
  const failure = hearPipeline(pipeline, signal, (name) => name !== 'scores-ready' && refreshSoon());
  return h('div', { class: 'page' }, h('h1', {}, 'Runs'), failure, h('div', { class: 'grid-page' }, startRun({ pipeline, to }), sections(list, trend, timings)));
}

const metricsOf = ({ result, error }, metric) => (error ? h('span', { class: 'fault' }, error.slice(0, 120))
  : result && Object.keys(result.metrics).length > 0 ? rankedFirst(result.metrics, metric).slice(0, 3).map(([name, value]) => `${name} ${number(value)}`).join(', ')
    : result?.reasons[0] ? words(result.reasons[0]) : '–');

const trendOf = (measured, metric) => (measured.length === 0 ? emptyView('No run has measured a model yet.') : plot(`${metric} on the holdout`, {
  series: [{ name: metric, isLine: true, points: measured.map((run, place) => ({ x: place + 1, y: run.result.metrics[metric], hint: `${run.result.modelVersion ?? run.result.outcome}, ${run.result.trainer}: ${number(run.result.metrics[metric])}` })) }],
  x: { title: 'runs, oldest first', range: [0.5, measured.length + 0.5], ticks: measured.map((_, place) => place + 1).filter((place) => (place - 1) % Math.ceil(measured.length / 10) === 0), format: String },
  y: { title: metric },
  words: measured.map((run) => `${run.result.modelVersion ?? run.result.outcome} ${number(run.result.metrics[metric])}`).join(', '),
}));
