// What is told to the user: problems, as the API says them; what is not there yet; what has just been done.

import { h } from '../dom.js';

/** A problem, with each field that is wrong. */
export function problemView(error, tryAgain) {
  return h('div', { class: 'notice bad', role: 'alert' },
    h('p', {}, h('strong', {}, error.title ?? 'It did not work'), ' ', error.message),
    error.errors?.length ? h('ul', {}, error.errors.map((fault) => h('li', {}, h('code', {}, fault.field), ' ', fault.fault))) : null,
    tryAgain ? h('p', {}, h('button', { type: 'button', onclick: tryAgain }, 'Try again')) : null);
}

/** That there is nothing yet, and what to do next. */
export const emptyView = (what, ...next) => h('div', { class: 'empty' }, h('p', {}, h('strong', {}, what)), next.length ? h('p', {}, next) : null);

/** Says something in passing; it is read out as well. */
export function announce(text) {
  const told = h('p', { class: 'announcement' }, text);
  document.getElementById('announcements').append(told);
  setTimeout(() => told.remove(), 6000);
}
