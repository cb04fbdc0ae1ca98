// What happens to a pipeline while somebody looks.

import { h } from '../../dom.js';
import { moment, words } from '../../format.js';

const most = 12;

/** A list that grows at its top. */
export function happenings() {
  const list = h('ol', { class: 'happenings', 'aria-live': 'off' });
  const none = h('p', { class: 'hint' }, 'Nothing since this page was opened. It shows what happens as it happens.');
  const element = h('section', { class: 'card' }, h('header', { class: 'card-head' }, h('h2', {}, 'Happening now')), h('div', { class: 'section-body' }, none, list));

  function add(name, { at, created, subject, batchId, detail }) {
    none.remove();
    list.prepend(h('li', {}, h('time', {}, moment(at ?? created ?? new Date())), h('span', {}, h('strong', {}, words(name)), ` ${subject ?? batchId ?? ''}`, detail ? h('span', { class: 'hint' }, ` ${detail}`) : null)));
    if (list.children.length > most) {
      list.lastElementChild.remove();
    }
  }

  return { element, add };
}
