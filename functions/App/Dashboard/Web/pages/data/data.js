// Data: the batches that came in, and one with its condition, drift and quarantine.

import { open, path } from '../../api.js';
import { h } from '../../dom.js';
import { moment, size } from '../../format.js';
import { hearPipeline } from '../../parts/hearing.js';
import { emptyView } from '../../parts/notice.js';
import { section, sections } from '../../parts/section.js';
import { table } from '../../parts/table.js';
import { datasetPage } from './dataset-page.js';
import { stateOf } from './state.js';
import { uploadForm } from './upload-form.js';

const pageSize = 25;

export default function data(context) {
  return context.rest[0] ? datasetPage(context) : batches(context);
}

function batches({ pipeline, signal, to, options }) {
  const after = options.get('after');
  const list = section('Batches that came in', async () => {
    const response = await open(path`datasets/${pipeline}?limit=${pageSize}` + (after ? path`&after=${after}` : ''), { signal });
    const page = await response.json();
    const hasMore = response.headers.get('link')?.includes('rel="next"');
    return page.length === 0 && !after ? emptyView('No data has come yet.', 'Upload a CSV with a header row, or drop one into the pipeline’s raw folder.')
      : [tableOf(page), h('nav', { class: 'pager', 'aria-label': 'Pages of data' },
        after ? h('a', { href: to('data') }, '« Newest') : null,
        hasMore ? h('a', { href: `${to('data')}?after=${encodeURIComponent(page.at(-1).batchId)}` }, 'Older »') : null)];
  }, { className: 'wide' });

  const tableOf = (page) => table('Batches that came in, newest first', [
    { title: 'File', of: (batch) => h('a', { href: to('data', batch.batchId) }, batch.file) },
    { title: 'State', of: stateOf },
    { title: 'Came', of: (batch) => moment(batch.received) },
    { title: 'Size', isNumber: true, of: (batch) => size(batch.bytes) },
    { title: 'Batch', of: (batch) => h('code', {}, batch.batchId) },
    { title: 'SHA-256', of: (batch) => h('code', { title: batch.hash }, batch.hash.slice(0, 12)) },
  ], page);

  const failure = hearPipeline(pipeline, signal, (name) => ['raw-data-stored', 'dataset-refused', 'dataset-deleted'].includes(name) && !after && list.refresh());
  return h('div', { class: 'page' }, h('h1', {}, 'Data'), failure, h('div', { class: 'grid-page' }, uploadForm({ pipeline, to, onStored: list.refresh }), sections(list)));
}
