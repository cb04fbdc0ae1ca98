// Lines and points over two axes.

import { s } from '../dom.js';
import { number } from '../format.js';
import { colourOf, figure, hint, legendOf } from './frame.js';
import { rangeOf, scale, ticks } from './scale.js';

const width = 480;
const height = 280;
const left = 58;
const right = 14;
const top = 14;
const bottom = 44;

/**
 * A plot. `series`: `{ name, points: [{ x, y, low, high, hint }], isLine, isDashed, hasPoints }`; `x` and `y`: `{ title, range, ticks, format }`,
 * where range and ticks follow from the points unless they are given, both together.
 */
export function plot(title, { series, x, y, words, hasLegend = true }) {
  const points = series.flatMap((one) => one.points);
  const [xTicks, xRange] = axis(x, points.map((point) => point.x));
  const [yTicks, yRange] = axis(y, points.flatMap((point) => [point.y, point.low, point.high]));
  const toX = scale(xRange, [left, width - right]);
  const toY = scale(yRange, [height - bottom, top]);
  const drawing = [
    s('g', { class: 'grid' }, yTicks.map((tick) => s('line', { x1: left, x2: width - right, y1: toY(tick), y2: toY(tick) }))),
    s('g', { class: 'ticks' },
      yTicks.map((tick) => s('text', { x: left - 8, y: toY(tick) + 4, 'text-anchor': 'end' }, (y.format ?? number)(tick))),
      xTicks.map((tick) => s('text', { x: toX(tick), y: height - bottom + 18, 'text-anchor': 'middle' }, (x.format ?? number)(tick)))),
    s('text', { class: 'axis', x: (left + width - right) / 2, y: height - 6, 'text-anchor': 'middle' }, x.title),
    s('text', { class: 'axis', transform: `translate(12 ${(top + height - bottom) / 2}) rotate(-90)`, 'text-anchor': 'middle' }, y.title),
    series.map((one, place) => s('g', { class: one.isDashed ? 'reference' : colourOf(place) }, draw(one, toX, toY))),
  ];
  const named = series.filter((one) => !one.isDashed);
  return figure(title, words, [width, height], drawing, hasLegend && named.length > 1 ? legendOf(named.map((one) => one.name)) : null);
}

function axis({ range, ticks: given }, values) {
  if (range) {
    return [given ?? ticks(range), range];
  }

  const [from, until] = rangeOf(values) ?? [0, 1];
  // One value alone stands in the middle.
  const margin = from === until ? Math.abs(from) * 0.05 || 0.05 : 0;
  const shown = ticks([from - margin, until + margin]);
  return [shown, [shown[0], shown.at(-1)]];
}

function draw({ points, isLine, hasPoints = true }, toX, toY) {
  const known = points.filter((point) => Number.isFinite(point.x) && Number.isFinite(point.y));
  return [
    isLine ? s('polyline', { class: 'line', points: known.map((point) => `${toX(point.x).toFixed(1)},${toY(point.y).toFixed(1)}`).join(' ') }) : null,
    known.filter((point) => Number.isFinite(point.low)).map((point) => s('line', { class: 'interval', x1: toX(point.x), x2: toX(point.x), y1: toY(point.low), y2: toY(point.high) })),
    hasPoints ? known.map((point) => s('circle', { class: 'point', cx: toX(point.x), cy: toY(point.y), r: 4 }, hint(point.hint ?? `${number(point.x)}, ${number(point.y)}`))) : null,
  ];
}
