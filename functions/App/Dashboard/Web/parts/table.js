// Tables that scroll sideways by themselves where the window is narrow.

import { h } from '../dom.js';

/** A table. `columns`: `{ title, of, isNumber }`, where `of` gives what a cell shows of a row. */
export function table(caption, columns, rows, { rowClass, isCompact } = {}) {
  return h('div', { class: `table-frame${isCompact ? ' compact' : ''}`, tabindex: 0, role: 'region', 'aria-label': caption },
    h('table', {},
      h('caption', { class: 'hidden' }, caption),
      h('thead', {}, h('tr', {}, columns.map((column) => h('th', { scope: 'col', class: column.isNumber ? 'number' : null }, column.title)))),
      h('tbody', {}, rows.map((row, place) => h('tr', { class: rowClass?.(row) },
        columns.map((column, at) => h(at === 0 ? 'th' : 'td', { scope: at === 0 ? 'row' : null, class: column.isNumber ? 'number' : null }, column.of(row, place))))))));
}

/** Names and values. */
export const facts = (pairs) => h('dl', { class: 'facts' },
  pairs.filter(([, value]) => value !== undefined && value !== null).map(([name, value]) => h('div', {}, h('dt', {}, name), h('dd', {}, value))));

/** A word with a colour that says how well it is. */
export const badge = (kind, text) => h('span', { class: `badge ${kind}` }, text);
