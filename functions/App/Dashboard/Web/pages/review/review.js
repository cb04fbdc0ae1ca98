// Review: the batches, newest first, and what turned out to be true of them.

import { get, path } from '../../api.js';
import { h } from '../../dom.js';
import { count, moment, number } from '../../format.js';
import { hearPipeline } from '../../parts/hearing.js';
import { emptyView } from '../../parts/notice.js';
import { section, sections } from '../../parts/section.js';
import { atMostOnceASecond } from '../../parts/soon.js';
import { table } from '../../parts/table.js';
import { batchDrawer } from './batch-drawer.js';
import { batchState } from './batch-state.js';

const pageSize = 20;

// The batch whose drawer was closed last: whoever works by keyboard goes on from its row.
let closed = '';

export default function review({ pipeline, signal, to, rest, options }) {
  const after = options.get('after');
  const list = section('Batches', async () => {
    const page = await get(path`predictions/${pipeline}?limit=${pageSize}` + (after ? path`&after=${after}` : ''), signal);
    // When it is drawn.
    requestAnimationFrame(focusClosed);
    return page.batches.length > 0 ? [tableOf(page.batches), pager(page)]
      : after ? [emptyView('There is nothing older.', h('a', { href: to('review') }, 'Go to the newest')), pager(page)]
        : emptyView('No batch has been sent yet.', 'Send one from the ', h('a', { href: to('overview') }, 'overview'), ', or ask ', h('code', {}, `POST ingest/${pipeline}`), '.');
  });

  const tableOf = (batches) => table('Batches, newest first', [
    { title: 'Came', of: (batch) => h('a', { id: `batch-${batch.batchId}`, href: to('review', batch.batchId) + (after ? `?after=${encodeURIComponent(after)}` : '') }, moment(batch.created)) },
    { title: 'Rows', isNumber: true, of: (batch) => count(batch.subjects.length) },
    { title: 'State', of: (batch) => batchState(batch) },
    { title: 'Predictions', of: (batch) => batch.reason ?? summaryOf(batch.predictions) },
    { title: 'Model', of: (batch) => batch.modelVersion ?? '–' },
    { title: 'Batch', of: (batch) => h('code', {}, batch.batchId) },
  ], batches, { rowClass: (batch) => (batch.batchId === rest[0] ? 'chosen' : null) });

  const pager = ({ next }) => h('nav', { class: 'pager', 'aria-label': 'Pages of batches' },
    after ? h('a', { href: to('review') }, '« Newest') : null,
    next ? h('a', { id: 'older', href: `${to('review')}?after=${encodeURIComponent(next)}` }, 'Older »') : null);

  const refreshSoon = atMostOnceASecond(list.refresh, signal);
  const failure = hearPipeline(pipeline, signal, (name) => {
    // Older pages stay as they are.
    if (name === 'scores-ready' && !after) {
      refreshSoon();
    }
  });

  if (rest[0]) {
    const back = to('review') + (after ? `?after=${encodeURIComponent(after)}` : '');
    batchDrawer({ pipeline, batchId: rest[0], signal, onClose: () => { closed = rest[0]; location.hash = back; } });
  }

  return h('div', { class: 'page' }, h('h1', {}, 'Review'), failure, sections(list));
}

function focusClosed() {
  if (closed && document.activeElement === document.body) {
    document.getElementById(`batch-${closed}`)?.focus();
  }

  closed = '';
}

// Of classes how many of each, of numbers their mean.
function summaryOf(predictions) {
  if (predictions.length === 0) {
    return '–';
  }

  if (predictions.every((value) => typeof value === 'number')) {
    return `mean ${number(predictions.reduce((sum, value) => sum + value, 0) / predictions.length)}`;
  }

  if (Array.isArray(predictions[0])) {
    return `means ${predictions[0].map((_, place) => number(predictions.reduce((sum, value) => sum + value[place], 0) / predictions.length)).join(', ')}`;
  }

  const counts = Map.groupBy(predictions, (value) => value);
  return [...counts].map(([value, all]) => `${all.length} ${value}`).join(', ');
}
