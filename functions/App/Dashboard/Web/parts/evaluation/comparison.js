// A challenger against the champion, on the same rows.

import { h } from '../../dom.js';
import { number } from '../../format.js';
import { badge, facts } from '../table.js';

/** The comparison with the naive model; nothing where the task has none. */
export const naiveView = (naive, own) => (naive ? [
  h('h3', {}, `Against the naive model: ${naive.answers}`),
  facts([
    [`${naive.metric} of the candidate`, number(own)],
    [`${naive.metric} of the naive model`, number(naive.metrics[naive.metric])],
    ['Difference', naive.interval ? `${number(naive.difference)} (95 %: ${number(naive.interval.lower)} to ${number(naive.interval.upper)})` : '–'],
    ['Better beyond chance', naive.isBeaten ? badge('good', 'yes') : badge('bad', naive.isBeaten === false ? 'no' : 'cannot be told')],
  ]),
] : null);

/** The comparison; nothing where there was no champion to compare with. */
export const comparisonView = (comparison) => (comparison ? [
  h('h3', {}, `Against the champion, version ${comparison.champion}`),
  facts([
    [`${comparison.metric} of the challenger`, number(comparison.challengerValue)],
    [`${comparison.metric} of the champion`, number(comparison.championValue)],
    ['Difference', `${number(comparison.difference)} (95 %: ${number(comparison.interval.lower)} to ${number(comparison.interval.upper)})`],
    ['p-value', `${number(comparison.pValue)}, ${comparison.permutations} permutations of ${comparison.loss}`],
    ['Beyond chance', comparison.isSignificant ? badge('good', 'yes') : badge('plain', 'no')],
  ]),
] : null);
