// How a run stands, in a word with a colour.

import { words } from '../format.js';
import { badge } from './table.js';

const kinds = { deployed: 'good', rejected: 'bad', 'not-approved': 'warn', 'nothing-new': 'plain' };

/** The state of a run. */
export function runState({ status, progress, result }) {
  if (status === 'completed') {
    return badge(kinds[result?.outcome] ?? 'plain', words(result?.outcome ?? status));
  }

  return status === 'running' ? progress?.approval ? badge('warn', 'waits for approval') : badge('busy', progress?.stages.at(-1)?.stage ?? 'begins')
    : status === 'failed' || status === 'terminated' ? badge('bad', status) : badge('plain', status);
}

/** Whether a run goes on no more. */
export const hasEnded = ({ status }) => status === 'completed' || status === 'failed' || status === 'terminated';
