// The state of a batch: whether runs may work from it, and if not, why.

import { badge } from '../../parts/table.js';

const kinds = { usable: 'good', refused: 'bad', superseded: 'plain', deleted: 'plain' };

/** The state as a word, with the reason. */
export const stateOf = ({ state, reason }) => [badge(kinds[state] ?? 'plain', state), reason ? ` ${reason}` : null];
