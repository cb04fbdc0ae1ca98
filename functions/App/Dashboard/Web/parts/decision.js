// Asks for a decision that changes something, with the reason for it.

import { h, replace } from '../dom.js';
import { problemView } from './notice.js';

/** Shows what will be done; `decide(reason)` does it. What was typed stays where it fails. */
export function askForDecision({ title, text, confirm, label = 'Why (kept with the change)', decide }) {
  const reason = h('input', { id: 'decision-reason', autocomplete: 'off', maxlength: 500 });
  const problem = h('div');
  const button = h('button', { class: 'primary' }, confirm);
  const dialog = h('dialog', { class: 'dialog', 'aria-labelledby': 'decision-title', onclose: () => dialog.remove() },
    h('form', { onsubmit: submit },
      h('h2', { id: 'decision-title' }, title),
      h('p', {}, text),
      h('p', { class: 'field' }, h('label', { for: 'decision-reason' }, label), reason),
      problem,
      h('p', { class: 'buttons' }, button, h('button', { type: 'button', onclick: () => dialog.close() }, 'Cancel'))));

  async function submit(event) {
    event.preventDefault();
    button.disabled = true;
    try {
      await decide(reason.value.trim());
      dialog.close();
    } catch (error) {
      replace(problem, problemView(error));
    } finally {
      button.disabled = false;
    }
  }

  document.body.append(dialog);
  dialog.showModal();
  reason.focus();
}
