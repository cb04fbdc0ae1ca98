// Asks for a run on the newest data.

import { path, send } from '../../api.js';
import { h, replace } from '../../dom.js';
import { problemView } from '../../parts/notice.js';

/** The form; it leads to the run. */
export function startRun({ pipeline, to }) {
  const reason = h('input', { id: 'run-reason', autocomplete: 'off', maxlength: 500 });
  const fresh = h('input', { id: 'run-fresh', type: 'checkbox' });
  const button = h('button', { class: 'primary', id: 'start-run' }, 'Start a run');
  const problem = h('div');

  async function submit(event) {
    event.preventDefault();
    button.disabled = true;
    try {
      const { runId } = await send('POST', path`pipelines/${pipeline}/runs` + (fresh.checked ? '?fresh=true' : ''), { reason: reason.value.trim() });
      location.hash = to('runs', runId);
    } catch (error) {
      replace(problem, problemView(error));
    } finally {
      button.disabled = false;
    }
  }

  return h('section', { class: 'card wide' }, h('header', { class: 'card-head' }, h('h2', {}, 'New run')), h('form', { class: 'section-body inline-form', onsubmit: submit },
    h('p', { class: 'field' }, h('label', { for: 'run-reason' }, 'Why (kept with the run)'), reason),
    h('label', { class: 'choice' }, fresh, 'take nothing from earlier runs'),
    button, problem));
}
