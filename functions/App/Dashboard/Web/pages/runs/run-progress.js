// How far a run is: its stages, and each candidate with its folds.

import { h } from '../../dom.js';
import { count, duration, moment, number, plural } from '../../format.js';
import { runState } from '../../parts/run-state.js';
import { badge, facts, table } from '../../parts/table.js';

const order = ['ingestion', 'preparation', 'segregation', 'training', 'evaluation', 'approval', 'deployment'];
const kinds = { trained: 'good', cached: 'plain', failed: 'bad', training: 'busy', stopped: 'plain' };

/** What is known of a run. */
export const runProgress = (run, to) => [
  facts([
    ['State', runState(run)],
    ['Asked for', moment(run.created)],
    ['Why', run.reason],
    ['By', run.requests?.map((request) => request.requestedBy).join(', ')],
    ['Data', run.progress?.batchId ? h('a', { href: to('data', run.progress.batchId) }, run.progress.batchId) : null],
    ['Model', run.result?.modelVersion ? h('a', { href: to('models', run.result.modelVersion.split(':').at(-1)) }, run.result.modelVersion) : null],
  ]),
  run.error ? h('div', { class: 'notice bad', role: 'alert' }, h('p', {}, h('strong', {}, 'It failed. '), run.error)) : null,
  run.progress?.approval ? h('div', { class: 'notice warn' }, h('p', {}, h('strong', {}, 'It waits for somebody to approve. '), `${run.progress.approval.question}. Until ${moment(run.progress.approval.deadline)}.`)) : null,
  listOf('Why no new model serves', run.result?.reasons),
  listOf('To be looked at', run.result?.warnings),
  h('ol', { class: 'stages' }, stagesOf(run).map(stageView)),
  run.progress?.candidates.length > 0 ? [
    table('Candidates', [
      { title: 'Candidate', of: (candidate) => candidate.trainer },
      { title: 'State', of: (candidate) => badge(kinds[candidate.state] ?? 'plain', candidate.state) },
      { title: 'Folds', of: foldsOf },
      { title: 'Validation score', isNumber: true, of: (candidate) => number(candidate.score) },
      { title: 'Chosen', of: (candidate) => candidate.error ? h('span', { class: 'fault' }, candidate.error) : candidate.hyperparameters || (candidate.score === undefined ? '–' : 'the defaults') },
      { title: 'Took', isNumber: true, of: (candidate) => duration(candidate.seconds) },
    ], run.progress.candidates),
    run.progress.secondsLeft !== undefined && run.status === 'running' ? h('p', { class: 'hint' }, `About ${duration(run.progress.secondsLeft)} of training left.`) : null,
  ] : null,
];

const listOf = (title, texts) => (texts?.length > 0 ? h('div', { class: 'notice warn' }, h('p', {}, h('strong', {}, title)), h('ul', {}, texts.map((text) => h('li', {}, text)))) : null);

// The stages begun, then those that are to come while the run goes on.
function stagesOf({ status, progress }) {
  const begun = progress?.stages ?? [];
  const next = status === 'running' || status === 'pending' ? order.slice(order.indexOf(begun.at(-1)?.stage) + 1).filter((stage) => stage !== 'approval').map((stage) => ({ stage })) : [];
  return [...begun, ...next].map((stage, place) => ({ ...stage, state: stage.seconds !== undefined ? 'done' : !stage.started ? 'to-come' : status === 'running' ? 'under-way' : 'broken', place }));
}

const stageView = ({ stage, state, seconds, detail, cached }) => h('li', { class: `stage ${state}` },
  h('span', { class: 'stage-name' }, stage), h('span', { class: 'hint' }, state === 'done' ? duration(seconds) : state === 'under-way' ? 'under way' : state === 'broken' ? 'ended here' : 'to come', cached ? ', taken from an earlier run' : ''),
  detail ? h('span', { class: 'stage-detail' }, detail) : null);

const foldsOf = ({ folds, foldsDone, state }) => (folds > 0
  ? [h('progress', { max: folds, value: state === 'cached' ? folds : foldsDone, 'aria-label': `${count(foldsDone)} of ${plural(folds, 'fold')}` }), ` ${foldsDone}/${folds}`] : '–');
