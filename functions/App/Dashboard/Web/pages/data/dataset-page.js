// One batch of data: its condition, how far it is from the batch before, and the rows that were set aside.

import { get, open, path } from '../../api.js';
import { h } from '../../dom.js';
import { count, moment, number, percent, plural, size } from '../../format.js';
import { emptyView } from '../../parts/notice.js';
import { section, sections } from '../../parts/section.js';
import { shared } from '../../parts/shared.js';
import { badge, facts, table } from '../../parts/table.js';
import { csvRows } from './csv.js';
import { stateOf } from './state.js';

const mostRows = 100;

/** The page. */
export function datasetPage({ pipeline, rest: [batchId], signal, to }) {
  const state = shared(() => get(path`datasets/${pipeline}/${batchId}`, signal));
  const load = state.get;
  const came = section('What came', async () => whatCame(await load(), to));
  const condition = section('Condition', async () => {
    const view = await load();
    return view.report ? conditionView(view) : emptyView('It has not been looked over yet.', 'That happens when it comes in or a run uses it. ', h('button', { type: 'button', onclick: lookAgain }, 'Look again'));
  }, { className: 'wide' });
  const quarantine = section('Quarantine', async () => {
    const { report } = await load();
    return !report ? emptyView('It has not been looked over yet.') : report.badRows === 0 ? emptyView('No row was set aside.') : quarantineView(pipeline, batchId, report, signal);
  }, { className: 'wide' });

  function lookAgain() {
    state.forget();
    [came, condition, quarantine].forEach((part) => part.refresh());
  }

  return h('div', { class: 'page' }, h('p', { class: 'crumbs' }, h('a', { href: to('data') }, 'Data')), h('h1', {}, 'Batch ', h('code', {}, batchId)),
    h('div', { class: 'grid-page' }, sections(came, condition, quarantine)));
}

const whatCame = ({ batch, report, prepared }, to) => facts([
  ['File', batch.file],
  ['State', stateOf(batch)],
  ['Came', moment(batch.received)],
  ['Size', size(batch.bytes)],
  ['SHA-256', h('code', { class: 'breaks' }, batch.hash)],
  ['Rows', report ? count(report.rows) : null],
  ['Set aside', report ? `${plural(report.badRows, 'row')} (${percent(report.badShare)})` : null],
  ['Duplicates', report ? plural(report.duplicates, 'row') : null],
  ['Columns nobody asked for', report?.extraColumns.length > 0 ? report.extraColumns.join(', ') : null],
  ['Compared with', report?.comparedWith ? h('a', { href: to('data', report.comparedWith) }, report.comparedWith) : null],
  ['Drifted', prepared ? prepared.drifted.length > 0 ? prepared.drifted.map((column) => column.column).join(', ') : 'no column' : null],
]);

function conditionView({ report, prepared }) {
  const drifted = new Set((prepared?.drifted ?? []).map((column) => column.column));
  return table('Columns', [
    { title: 'Column', of: (column) => (column.source ? `${column.name} (from ${column.source})` : column.name) },
    { title: 'Missing', isNumber: true, of: (column) => count(column.missing) },
    { title: 'Bad rows', isNumber: true, of: (column) => count(column.badRows) },
    { title: 'Outliers', isNumber: true, of: (column) => (column.numbers ? count(column.numbers.outliers) : '–') },
    { title: 'Range or words', of: rangeOf },
    { title: 'Median', isNumber: true, of: (column) => number(column.numbers?.median) },
    { title: 'Skew', isNumber: true, of: (column) => (column.numbers ? [number(column.numbers.skew), column.numbers.isSkewed ? [' ', badge('warn', 'skewed')] : null] : '–') },
    { title: 'Drift since the batch before (PSI)', isNumber: true, of: (column) => (column.drift ? [number(column.drift.index), drifted.has(column.name) ? [' ', badge('warn', 'drift')] : null] : '–') },
  ], report.columns);
}

function rangeOf({ numbers, words, distinctWords }) {
  if (numbers) {
    return `${number(numbers.minimum)} to ${number(numbers.maximum)}`;
  }

  const known = Object.entries(words ?? {});
  return known.length === 0 ? '–' : `${known.slice(0, 5).map(([word, rows]) => `${word} ${count(rows)}`).join(', ')}${distinctWords > 5 ? `, ${count(distinctWords - 5)} more` : ''}`;
}

async function quarantineView(pipeline, batchId, report, signal) {
  const text = await (await open(path`datasets/${pipeline}/${batchId}/quarantine`, { signal })).text();
  const [, ...rows] = csvRows(text);
  return [
    h('p', {}, `${plural(report.badRows, 'row')} set aside${rows.length > mostRows ? `, of which the first ${mostRows} are shown` : ''}. `,
      h('a', { href: URL.createObjectURL(new Blob([text], { type: 'text/csv' })), download: `${batchId}-quarantine.csv` }, 'Save all as CSV')),
    table('Rows in quarantine', [
      { title: 'Line', of: ([line]) => line },
      { title: 'Column', of: ([, column]) => column || 'the whole row' },
      { title: 'Why', of: ([, , reason]) => reason },
      { title: 'The row as it came', of: ([, , , row]) => h('code', {}, row) },
    ], rows.slice(0, mostRows)),
  ];
}
