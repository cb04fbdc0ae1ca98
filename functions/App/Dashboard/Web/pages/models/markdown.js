// The Markdown that model cards are written in: headings, tables, lists, paragraphs, code.

import { h } from '../../dom.js';
import { table } from '../../parts/table.js';

/** Markdown as elements. */
export function markdownView(text) {
  const lines = text.split('\n');
  const shown = [];
  for (let at = 0; at < lines.length;) {
    const until = (isIn) => {
      const start = at;
      while (at < lines.length && isIn(lines[at])) {
        at++;
      }

      return lines.slice(start, at);
    };

    if (lines[at].startsWith('#')) {
      const [, marks, title] = /^(#+)\s*(.*)$/.exec(lines[at++]);
      shown.push(h(`h${Math.min(marks.length + 2, 6)}`, {}, inline(title)));
    } else if (lines[at].startsWith('|')) {
      shown.push(tableOf(until((line) => line.startsWith('|'))));
    } else if (lines[at].startsWith('- ')) {
      shown.push(h('ul', {}, until((line) => line.startsWith('- ')).map((line) => h('li', {}, inline(line.slice(2))))));
    } else if (lines[at].trim() === '') {
      at++;
    } else {
      shown.push(h('p', {}, inline(until((line) => line.trim() !== '' && !/^(#|\||- )/.test(line)).join(' '))));
    }
  }

  return shown;
}

function tableOf(lines) {
  // A bar within a cell is written \|.
  const [head, , ...rows] = lines.map((line) => line.slice(1, line.lastIndexOf('|')).split(/(?<!\\)\|/).map((cell) => cell.trim().replaceAll('\\|', '|')));
  return table(head.join(', '), head.map((title, place) => ({ title, of: (row) => inline(row[place] ?? '') })), rows);
}

const inline = (text) => text.split(/(`[^`]*`)/).map((part) => (part.length > 1 && part.startsWith('`') && part.endsWith('`') ? h('code', {}, part.slice(1, -1)) : part.replace(/\\([\\`*_[\]<>#])/g, '$1')));
