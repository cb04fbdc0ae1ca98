// Bars that lie, so that long names have their place.

import { s } from '../dom.js';
import { number } from '../format.js';
import { colourOf, figure, hint, legendOf } from './frame.js';
import { scale } from './scale.js';

const width = 480;
const right = 56;
const thickness = 11;
const gap = 9;

/** Bars. `rows`: `{ name, values }` with a value, or null, for each of `series`. */
export function bars(title, series, rows, { format = number, words } = {}) {
  const left = Math.min(170, 16 + 6.4 * Math.max(4, ...rows.map((row) => shortened(row.name).length)));
  const step = series.length * thickness + gap;
  const height = rows.length * step + gap;
  const most = Math.max(...rows.flatMap((row) => row.values.map((value) => value ?? 0)), 1e-9);
  const least = Math.min(0, ...rows.flatMap((row) => row.values.map((value) => value ?? 0)));
  const toX = scale([least, most], [left, width - right]);
  const drawing = rows.map((row, place) => s('g', {},
    s('text', { class: 'name', x: left - 8, y: gap + place * step + (series.length * thickness) / 2 + 4, 'text-anchor': 'end' }, shortened(row.name), hint(row.name)),
    row.values.map((value, at) => bar(row, value, at, gap + place * step + at * thickness))));

  function bar(row, value, at, y) {
    if (value === null || value === undefined) {
      return null;
    }

    const [from, until] = [toX(Math.min(0, value)), toX(Math.max(0, value))];
    return [
      s('rect', { class: colourOf(at), x: from, y, width: Math.max(1, until - from), height: thickness - 2, rx: 2 }, hint(`${row.name}${series.length > 1 ? `, ${series[at]}` : ''}: ${format(value)}`)),
      s('text', { class: 'value', x: until + 5, y: y + thickness - 2.5 }, format(value)),
    ];
  }

  const spoken = words ?? `${title}: ${rows.map((row) => `${row.name} ${row.values.map((value, at) => (value === null || value === undefined ? '' : `${series[at]} ${format(value)}`)).join(' ')}`).join('; ')}`;
  return figure(title, spoken, [width, height], drawing, series.length > 1 ? legendOf(series) : null);
}

const shortened = (name) => (name.length > 24 ? `${name.slice(0, 23)}…` : name);
