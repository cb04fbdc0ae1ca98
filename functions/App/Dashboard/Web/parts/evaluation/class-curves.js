// The curves of classes: ROC, precision against recall, calibration, confusion.

import { plot } from '../../charts/plot.js';
import { h } from '../../dom.js';
import { count, number } from '../../format.js';
import { table } from '../table.js';

const most = 8;
const unit = { range: [0, 1], ticks: [0, 0.25, 0.5, 0.75, 1] };
const diagonal = { name: 'chance', isLine: true, isDashed: true, hasPoints: false, points: [{ x: 0, y: 0 }, { x: 1, y: 1 }] };

/** The curves of a classification; nothing of other tasks. */
export function classCurves({ classes, confusion }) {
  if (classes.length === 0) {
    return null;
  }

  const curve = (member, xs, ys, nameOf) => classes.filter((one) => one[member]).slice(0, most).map((one) => ({
    name: nameOf(one), isLine: true, hasPoints: member === 'calibration',
    points: one[member][xs].map((x, place) => ({ x: Number(x), y: Number(one[member][ys][place]) })),
  }));
  const roc = curve('roc', 'falsePositiveRates', 'truePositiveRates', (one) => `${one.class}, area ${number(one.roc.area)}`);
  const recall = curve('precisionRecall', 'recalls', 'precisions', (one) => `${one.class}, average precision ${number(one.precisionRecall.averagePrecision)}`);
  const calibration = curve('calibration', 'meanPredicted', 'observedShare', (one) => `${one.class}, expected error ${number(one.calibration.expectedError)}`);
  return [
    chart('ROC curve', roc, 'false positive rate', 'true positive rate', diagonal),
    chart('Precision and recall', recall, 'recall', 'precision'),
    chart('Calibration', calibration, 'predicted probability', 'observed share', { ...diagonal, name: 'perfect' }),
    confusion ? h('div', { class: 'chart' }, h('p', { class: 'figcaption' }, 'Confusion'), confusionTable(classes, confusion)) : null,
  ];
}

const chart = (title, series, x, y, reference) => (series.length === 0 ? null : plot(`${title}: ${series.length === 1 ? series[0].name : 'each class against the others'}`, {
  series: reference ? [...series, reference] : series, x: { title: x, ...unit }, y: { title: y, ...unit }, words: `${title}: ${series.map((one) => one.name).join('; ')}`,
}));

const confusionTable = (classes, confusion) => table('Rows by true and predicted class', [
  { title: 'true \\ predicted', of: (row, place) => classes[place].class },
  ...classes.map((one, column) => ({ title: one.class, isNumber: true, of: (row, place) => h('span', { class: place === column ? 'right' : row[column] > 0 ? 'wrong' : null }, count(row[column])) })),
], confusion, { isCompact: true });
