// Corrections of a batch: sent with PATCH, then queued, then kept. What was entered stays until it is.

import { get, path, send } from '../../api.js';
import { h, replace } from '../../dom.js';
import { plural } from '../../format.js';
import { announce, problemView } from '../../parts/notice.js';

const interval = 400;
const looks = 75;

/** The form around the rows of a batch, each with its `control`. */
export async function correctionForm({ pipeline, batchId, signal, rows, list }) {
  const state = h('div', { class: 'form-state', 'aria-live': 'polite' });
  const button = h('button', { class: 'primary', id: 'send-corrections' }, 'Send corrections');
  const where = path`predictions/${pipeline}/${batchId}`;
  const { kept } = await get(`${where}/corrections`, signal);
  showKept(kept, rows);

  function showKept(known, among, isShown = true) {
    for (const { subject, control } of among) {
      if (Object.hasOwn(known, subject)) {
        control.keep(known[subject], isShown);
      }
    }
  }

  async function submit(event) {
    event.preventDefault();
    const said = rows.filter(({ control }) => control.value !== undefined);
    if (said.length === 0) {
      replace(state, h('p', { class: 'hint' }, 'Nothing new is said. What is left unrated is not sent.'));
      return;
    }

    button.disabled = true;
    try {
      const { corrected } = await send('PATCH', where, bodyOf(said));
      replace(state, h('p', { class: 'queued' }, `${plural(corrected, 'correction')} queued; they count when they are kept.`));
      said.forEach(({ control }) => control.queue());
      await waitUntilKept(said.map((row) => ({ ...row, before: row.control.at })));
    } catch (error) {
      if (error.name !== 'AbortError') {
        showProblem(error);
      }
    } finally {
      button.disabled = false;
    }
  }

  // Ratings are of a row as it was predicted, actual values stand by themselves.
  const bodyOf = (said) => (said.every(({ control }) => control.isRating)
    ? { subjects: said.map(({ subject }) => subject), ratings: said.map(({ control }) => control.value) }
    : { actuals: Object.fromEntries(said.map(({ subject, control }) => [subject, control.value])) });

  async function waitUntilKept(sent) {
    for (let look = 0; look < looks && !signal.aborted; look++) {
      const { kept: known } = await get(`${where}/corrections`, signal);
      if (sent.every(({ subject, before }) => Object.hasOwn(known, subject) && known[subject].at !== before)) {
        // What was typed since it was sent is not written over.
        showKept(known, sent, false);
        replace(state, h('p', { class: 'kept' }, `${plural(sent.length, 'correction')} kept.`));
        announce(`${plural(sent.length, 'correction')} kept.`);
        return;
      }

      await new Promise((resolve) => { setTimeout(resolve, interval); });
    }

    if (!signal.aborted) {
      replace(state, h('p', { class: 'queued' }, 'Still queued. ', h('button', { type: 'button', onclick: () => waitUntilKept(sent).catch(showProblem) }, 'Look again')));
    }
  }

  function showProblem(error) {
    replace(state, problemView(error));
    for (const { field, fault } of error.errors ?? []) {
      const place = /^ratings\[(\d+)\]$/.exec(field)?.[1];
      const row = place === undefined ? rows.find(({ subject }) => field === `actuals.${subject}`) : rows.filter(({ control }) => control.value !== undefined)[place];
      row?.control.fault(fault);
    }
  }

  return h('form', { novalidate: true, onsubmit: submit }, list, h('footer', { class: 'drawer-foot' }, state, h('p', { class: 'buttons' }, button)));
}
