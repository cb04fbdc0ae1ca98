// How the time of runs was spent: a bar a run, a part a stage.

import { s } from '../dom.js';
import { duration } from '../format.js';
import { colourOf, figure, hint, legendOf } from './frame.js';
import { scale } from './scale.js';

const width = 480;
const left = 92;
const right = 62;
const step = 24;

/** A bar for each run. `runs`: `{ name, stages: [{ name, seconds }] }`. */
export function stageBars(title, runs) {
  const names = [...new Set(runs.flatMap((run) => run.stages.map((stage) => stage.name)))];
  const totals = runs.map((run) => run.stages.reduce((sum, stage) => sum + stage.seconds, 0));
  const toX = scale([0, Math.max(...totals, 1e-9)], [left, width - right]);
  const drawing = runs.map((run, place) => {
    let before = 0;
    return s('g', {},
      s('text', { class: 'name', x: left - 8, y: place * step + 17, 'text-anchor': 'end' }, run.name),
      run.stages.map((stage) => {
        const part = s('rect', { class: colourOf(names.indexOf(stage.name)), x: toX(before), y: place * step + 5, width: Math.max(0.5, toX(before + stage.seconds) - toX(before)), height: 16 },
          hint(`${stage.name}: ${duration(stage.seconds)}`));
        before += stage.seconds;
        return part;
      }),
      s('text', { class: 'value', x: toX(before) + 5, y: place * step + 17 }, duration(totals[place])));
  });
  return figure(title, `${title}: ${runs.map((run, place) => `${run.name} ${duration(totals[place])}`).join(', ')}`, [width, runs.length * step + 8], drawing, legendOf(names));
}
