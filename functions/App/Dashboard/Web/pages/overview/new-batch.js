// A batch to try the pipeline with: drawn, sent, and shown when its scores arrive.

import { path, send } from '../../api.js';
import { inputsOf, predictedName } from '../../definition.js';
import { h, replace } from '../../dom.js';
import { listen } from '../../events.js';
import { cell, plural } from '../../format.js';
import { announce, emptyView, problemView } from '../../parts/notice.js';
import { badge, table } from '../../parts/table.js';
import { drawRows } from './sample-rows.js';

const sizes = [5, 10, 15];

/** The form, and below it what came of the batch. */
export function newBatch({ pipeline, signal, to, load, onScored }) {
  const outcome = h('div', { class: 'new-batch', 'aria-live': 'polite' },
    h('p', { class: 'hint' }, 'Rows are drawn from what the training data was like, each feature by itself, and sent to POST ingest.'));
  const buttons = sizes.map((size) => h('button', { type: 'button', id: `new-batch-${size}`, onclick: () => create(size) }, `${size} records`));
  const element = h('section', { class: 'card' }, h('header', { class: 'card-head' }, h('h2', {}, 'New batch')),
    h('div', { class: 'section-body' }, h('p', { class: 'buttons', role: 'group', 'aria-label': 'New batch of' }, buttons), outcome));

  function enable(isEnabled) {
    for (const button of buttons) {
      button.disabled = !isEnabled;
    }
  }

  async function create(size) {
    const focused = document.activeElement;
    enable(false);
    try {
      const { definition, registry } = await load();
      if (!registry.champion) {
        replace(outcome, emptyView('There is no model yet that could score it.', h('a', { href: to('runs') }, 'Start a run'), ' first.'));
        return;
      }

      const features = await drawRows(pipeline, definition, size, signal);
      const stamp = new Date().toISOString().replace(/\D/g, '').slice(2, 14);
      const subjects = features.map((_, row) => `${stamp}-${row + 1}`);
      const { batchId } = await send('POST', path`ingest/${pipeline}`, { subjects, features });
      replace(outcome, h('p', {}, badge('busy', 'queued'), ` ${plural(size, 'record')} as batch `, h('code', {}, batchId)));
      await listen(path`events?pipeline=${pipeline}&batch=${batchId}`, signal, (_, batch) => showScores(definition, batch, features), { isEndless: false });
    } catch (error) {
      if (error.name !== 'AbortError') {
        replace(outcome, problemView(error));
      }
    } finally {
      enable(true);
      if (focused?.isConnected && document.activeElement === document.body) {
        focused.focus();
      }
    }
  }

  function showScores(definition, batch, features) {
    if (batch.status === 'failed') {
      replace(outcome, h('p', {}, badge('bad', 'failed'), ` Batch ${batch.batchId}: ${batch.reason ?? 'no reason was given'}`));
      return;
    }

    const names = inputsOf(definition).map((feature) => feature.name);
    replace(outcome,
      h('p', {}, badge('good', 'scored'), ` by ${batch.modelVersion}: batch `, h('a', { href: to('review', batch.batchId) }, batch.batchId)),
      table('The new batch and its scores', [
        { title: 'Subject', of: (row) => batch.subjects[row] },
        { title: predictedName(definition), of: (row) => h('strong', {}, cell(batch.predictions[row])) },
        ...names.slice(0, 6).map((name, place) => ({ title: name, of: (row) => cell(features[row][place]) })),
      ], batch.subjects.map((_, row) => row)));
    announce(`Batch ${batch.batchId} is scored.`);
    onScored();
  }

  return element;
}
