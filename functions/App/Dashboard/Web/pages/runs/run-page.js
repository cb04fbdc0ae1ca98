// One run: live until it has ended, what it waits for, and how its candidates were judged.

import { get, path, send } from '../../api.js';
import { definitionOf } from '../../definition.js';
import { h, replace } from '../../dom.js';
import { listen } from '../../events.js';
import { askForDecision } from '../../parts/decision.js';
import { evaluationView } from '../../parts/evaluation/evaluation.js';
import { announce, emptyView, problemView } from '../../parts/notice.js';
import { hasEnded } from '../../parts/run-state.js';
import { section } from '../../parts/section.js';
import { runProgress } from './run-progress.js';

/** The page. */
export function runPage({ pipeline, rest: [runId], signal, to }) {
  const live = h('div', { class: 'section-body' }, h('p', { class: 'loading' }, 'Loading…'));
  const actions = h('p', { class: 'buttons' });
  const evaluation = section('Evaluation', async () => {
    // Asked for only where it is there.
    const [report, definition] = isJudged ? await Promise.all([get(path`runs/${runId}/evaluation`, signal), definitionOf(pipeline, signal)]) : [];
    return report ? evaluationView(report, definition) : emptyView('Nothing is evaluated yet.', 'It is shown here when the candidates have been measured on the holdout.');
  }, { className: 'wide' });
  let isJudged = null;
  let ended = null;

  function show(run) {
    replace(live, runProgress(run, to));
    replace(actions, actionsOf(run));
    const wasJudged = isJudged;
    isJudged = (run.progress?.stages ?? []).some((stage) => stage.stage === 'evaluation' && stage.seconds !== undefined);
    if (isJudged !== wasJudged) {
      evaluation.refresh();
    }

    if (ended === false && hasEnded(run)) {
      announce(`The run is ${run.result?.outcome ?? run.status}.`);
    }

    ended = hasEnded(run);
  }

  const decide = (what, title) => () => askForDecision({
    title, text: `Run ${runId}`, confirm: title, label: 'Comment (kept with the decision)',
    decide: async (comment) => {
      await send('POST', path`runs/${runId}/${what}`, { comment });
      announce(`It is told: ${what}.`);
    },
  });

  async function resume() {
    try {
      const { runId: next } = await send('POST', path`runs/${runId}/resume`, {});
      location.hash = to('runs', next);
    } catch (error) {
      actions.after(problemView(error));
    }
  }

  const actionsOf = (run) => [
    run.progress?.approval && !hasEnded(run) ? [h('button', { class: 'primary', type: 'button', onclick: decide('approve', 'Approve') }, 'Approve…'), h('button', { type: 'button', onclick: decide('reject', 'Reject') }, 'Reject…')] : null,
    run.status === 'failed' || run.status === 'terminated' ? h('button', { class: 'primary', type: 'button', onclick: resume }, 'Resume from the step that failed') : null,
  ];

  listen(path`events?pipeline=${pipeline}&run=${runId}`, signal, (_, run) => show(run), { isEndless: false })
    .catch((error) => {
      replace(live, problemView(error));
      // Of a run that is not there nothing is evaluated.
      evaluation.element.remove();
    });

  return h('div', { class: 'page' }, h('p', { class: 'crumbs' }, h('a', { href: to('runs') }, 'Runs')), h('h1', {}, 'Run ', h('code', {}, runId)),
    h('div', { class: 'grid-page' }, h('section', { class: 'card wide' }, h('header', { class: 'card-head' }, h('h2', {}, 'Progress'), actions), live), evaluation.element));
}
