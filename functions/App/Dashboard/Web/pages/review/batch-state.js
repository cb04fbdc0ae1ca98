// How a batch stands, in a word with a colour.

import { badge } from '../../parts/table.js';

const kinds = { scored: 'good', failed: 'bad' };

/** The state of a batch. */
export const batchState = ({ status }) => badge(kinds[status] ?? 'busy', status);
