// What all charts have in common: a figure with a heading, a drawing that is described in words, and a legend.

import { h, s } from '../dom.js';

/** How many colours series have. */
const colours = 8;

/** The class that colours a series. */
export const colourOf = (place) => `series-${place % colours}`;

/** A chart. `words` says what the drawing shows to those who do not see it. */
export const figure = (title, words, [width, height], drawing, legend) => h('figure', { class: 'chart' },
  h('figcaption', {}, title),
  s('svg', { viewBox: `0 0 ${width} ${height}`, role: 'img', 'aria-label': words }, drawing),
  legend);

/** The names of series, each with its colour. */
export const legendOf = (names) => h('ul', { class: 'legend' }, names.map((name, place) => h('li', {}, h('span', { class: `key ${colourOf(place)}` }), name)));

/** The words that are shown of a mark under the pointer. */
export const hint = (text) => s('title', {}, text);
