// A batch at the side of the page: each subject with its features, prediction, score, and what is true of it.

import { find, get, path } from '../../api.js';
import { definitionOf, predictedName } from '../../definition.js';
import { h, replace } from '../../dom.js';
import { listen } from '../../events.js';
import { cell, moment, number } from '../../format.js';
import { emptyView, problemView } from '../../parts/notice.js';
import { facts } from '../../parts/table.js';
import { batchState } from './batch-state.js';
import { correctionForm } from './correction-form.js';
import { truthControl } from './truth-control.js';

/** Opens the drawer; it is gone when the page is left. */
export function batchDrawer({ pipeline, batchId, signal, onClose }) {
  const body = h('div', { class: 'drawer-body' }, h('p', { class: 'loading' }, 'Loading…'));
  const dialog = h('dialog', { class: 'drawer', 'aria-labelledby': 'drawer-title', onclose: () => {
    dialog.remove();
    if (!signal.aborted) {
      onClose();
    }
  } },
  h('header', {}, h('h2', { id: 'drawer-title' }, 'Batch ', h('code', {}, batchId)), h('button', { type: 'button', class: 'quiet', onclick: () => dialog.close() }, 'Close')), body);
  signal.addEventListener('abort', () => dialog.remove());
  document.body.append(dialog);
  dialog.showModal();
  load();

  async function load() {
    try {
      const [batch, definition, rows] = await Promise.all([
        get(path`predictions/${pipeline}/${batchId}`, signal), definitionOf(pipeline, signal), find(path`predictions/${pipeline}/${batchId}/features`, signal),
      ]);
      replace(body, headOf(batch), await contentOf(batch, definition, rows));
    } catch (error) {
      if (error.name !== 'AbortError') {
        replace(body, problemView(error, error.status === 404 ? null : load));
      }
    }
  }

  async function contentOf(batch, definition, rows) {
    if (batch.status === 'pending') {
      listen(path`events?pipeline=${pipeline}&batch=${batchId}`, signal, load, { isEndless: false }).catch((error) => replace(body, problemView(error, load)));
      return emptyView('It waits for its scores.', 'They are shown here as soon as they are there.');
    }

    if (batch.status === 'failed') {
      return emptyView('It could not be scored.', batch.reason);
    }

    const subjects = batch.subjects.map((subject, place) => ({ subject, place, predicted: batch.predictions[place], score: batch.scores[place], features: rows?.features[place] }));
    if (definition.task === 'clustering') {
      return [h('p', { class: 'hint' }, 'Clusters have no truth that they could be corrected to.'), h('ul', { class: 'subjects' }, subjects.map((row) => rowOf(row, rows, definition, null)))];
    }

    const labels = definition.task === 'multiclass' ? Object.keys(batch.scores[0] ?? {}) : [];
    const controls = subjects.map((row) => ({ ...row, control: truthControl(row, definition, labels) }));
    return correctionForm({ pipeline, batchId, signal, rows: controls, list: h('ul', { class: 'subjects' }, controls.map((row) => rowOf(row, rows, definition, row.control.element))) });
  }

  const headOf = (batch) => facts([['Came', moment(batch.created)], ['Model', batch.modelVersion ?? 'none yet'], ['State', batchState(batch)]]);
}

const rowOf = ({ subject, predicted, score, features }, rows, definition, control) => h('li', { class: 'subject' },
  h('div', { class: 'subject-head' }, h('strong', {}, subject), h('span', {}, h('span', { class: 'hint' }, `${predictedName(definition)} `), h('span', { class: 'predicted' }, cell(predicted)), scoreOf(predicted, score))),
  features?.length ? h('p', { class: 'features' }, features.map((value, place) => h('span', {}, h('span', { class: 'hint' }, `${rows.names[place] ?? place} `), cell(value)))) : h('p', { class: 'hint' }, 'Its features are no longer known.'),
  control);

// Of a class the score that decided; a number is its own score.
function scoreOf(predicted, score) {
  const known = Object.entries(score ?? {});
  const own = typeof predicted === 'string' ? known.find(([name]) => name === predicted || name.endsWith(`.${predicted}`)) : null;
  return own ? h('span', { class: 'hint' }, ` score ${number(own[1])}`) : typeof predicted === 'string' && known.length > 0 ? h('span', { class: 'hint' }, ` ${known.map(([name, value]) => `${name} ${number(value)}`).join(', ')}`) : null;
}
