// Asks for a key where the API wants one.

import { h } from '../dom.js';
import { key } from '../key.js';

let asking = null;

/** Asks once for all requests that need a key; answers whether one was given. */
export function askForKey(problem, wasRefused) {
  asking ??= ask(problem, wasRefused).finally(() => {
    asking = null;
  });
  return asking;
}

function ask(problem, wasRefused) {
  return new Promise((resolve) => {
    const input = h('input', { id: 'key-value', type: 'password', autocomplete: 'off', required: true, value: key.value });
    const dialog = h('dialog', { class: 'dialog', 'aria-labelledby': 'key-title', onclose: close },
      h('form', { method: 'dialog', onsubmit: () => { key.value = input.value.trim(); dialog.returnValue = 'given'; } },
        h('h2', { id: 'key-title' }, 'A key, please'),
        problem ? h('p', { class: 'problem-text' }, wasRefused ? 'The key that was given does not open this. ' : '', problem.message) : null,
        h('p', { class: 'hint' }, 'A function key opens what is asked; the master key also what decides about models. It is kept in this tab only.'),
        h('p', { class: 'field' }, h('label', { for: 'key-value' }, 'Key'), input),
        h('p', { class: 'buttons' },
          h('button', { class: 'primary', value: 'given' }, 'Use this key'),
          h('button', { type: 'button', onclick: () => dialog.close('') }, 'Cancel'),
          key.value ? h('button', { type: 'button', class: 'quiet', onclick: () => { key.value = ''; dialog.close('given'); } }, 'Forget it') : null)));

    function close() {
      dialog.remove();
      resolve(dialog.returnValue === 'given');
    }

    document.body.append(dialog);
    dialog.showModal();
    input.focus();
  });
}
