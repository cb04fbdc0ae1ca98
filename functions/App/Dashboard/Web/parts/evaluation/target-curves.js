// The curves of numbers: predicted against observed, and where residuals lie.

import { plot } from '../../charts/plot.js';
import { rangeOf, ticks } from '../../charts/scale.js';
import { number, percent, plural } from '../../format.js';

/** The curves of a regression or forecast, target by target; nothing of other tasks. */
export const targetCurves = ({ targets }) => targets.map((target) => [bandsPlot(target), residualsPlot(target)]);

function bandsPlot({ target, bands }) {
  if (bands.length === 0) {
    return null;
  }

  const values = ticks(rangeOf(bands.flatMap((band) => [band.meanPredicted, band.meanObserved])));
  const range = [values[0], values.at(-1)];
  return plot(`${target}: predicted against observed`, {
    series: [
      { name: 'bands of equal count', points: bands.map((band) => ({
        x: band.meanPredicted, y: band.meanObserved,
        hint: `${plural(band.rows, 'row')}: predicted ${number(band.meanPredicted)}, observed ${number(band.meanObserved)}, off by ${number(band.rootMeanSquaredError)} (RMSE)`,
      })) },
      { name: 'perfect', isDashed: true, isLine: true, hasPoints: false, points: [{ x: range[0], y: range[0] }, { x: range[1], y: range[1] }] },
    ],
    x: { title: 'mean predicted', range, ticks: values }, y: { title: 'mean observed', range, ticks: values },
    words: `${target}: ${bands.map((band) => `predicted ${number(band.meanPredicted)}, observed ${number(band.meanObserved)}`).join('; ')}`,
  });
}

const residualsPlot = ({ target, residuals: { probabilities, values } }) => plot(`${target}: residuals (true − predicted) by quantile`, {
  series: [{ name: 'residual', isLine: true, points: values.map((value, place) => ({ x: probabilities[place], y: value, hint: `${percent(probabilities[place])} of the rows are at most ${number(value)} off` })) },
    { name: 'none', isDashed: true, isLine: true, hasPoints: false, points: [{ x: 0, y: 0 }, { x: 1, y: 0 }] }],
  x: { title: 'share of rows', range: [0, 1], ticks: [0, 0.25, 0.5, 0.75, 1], format: percent }, y: { title: 'residual' },
  words: values.map((value, place) => `${percent(probabilities[place])}: ${number(value)}`).join(', '),
});
