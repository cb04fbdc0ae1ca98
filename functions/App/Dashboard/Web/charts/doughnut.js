// Shares of a whole.

import { h, s } from '../dom.js';
import { count, percent } from '../format.js';
import { colourOf, figure, hint } from './frame.js';

const size = 200;
const radius = 74;
const around = 2 * Math.PI * radius;

/** A doughnut with its legend. `parts`: `{ name, share }`; `middle`: how many there are in all. */
export function doughnut(title, parts, middle, unit) {
  let before = 0;
  const arcs = parts.map(({ name, share }, place) => {
    const arc = s('circle', {
      class: `arc ${colourOf(place)}`, cx: size / 2, cy: size / 2, r: radius,
      'stroke-dasharray': `${share * around} ${around}`, 'stroke-dashoffset': -before * around, transform: `rotate(-90 ${size / 2} ${size / 2})`,
    }, hint(`${name}: ${percent(share)}`));
    before += share;
    return arc;
  });
  const words = `${title}: ${parts.map((part) => `${part.name} ${percent(part.share)}`).join(', ')}`;
  const shown = figure(title, words, [size, size], [
    s('circle', { class: 'track', cx: size / 2, cy: size / 2, r: radius }),
    arcs,
    s('text', { class: 'middle', x: size / 2, y: size / 2 + 4, 'text-anchor': 'middle' }, count(middle)),
    s('text', { class: 'axis', x: size / 2, y: size / 2 + 22, 'text-anchor': 'middle' }, unit),
  ], h('ul', { class: 'legend values' }, parts.map(({ name, share }, place) =>
    h('li', {}, h('span', { class: `key ${colourOf(place)}` }), h('span', {}, name), h('strong', {}, percent(share))))));
  shown.classList.add('doughnut');
  return shown;
}
