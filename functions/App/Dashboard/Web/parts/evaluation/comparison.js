// A challenger against the champion, on the same rows.

import { h } from '../../dom.js';
import { number } from '../../format.js';
import { badge, facts } from '../table.js';

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
