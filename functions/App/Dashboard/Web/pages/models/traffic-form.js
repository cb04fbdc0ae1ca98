// Who sees requests: champion, canary and shadows, changed together and only as they were when they were shown.

import { path, send } from '../../api.js';
import { h, replace } from '../../dom.js';
import { announce, problemView } from '../../parts/notice.js';

/** The form. A change that somebody else made meanwhile is told, and what was chosen stays. */
export function trafficForm({ pipeline, registry, etag, onChanged }) {
  const versions = registry.versions.map((version) => version.version).reverse();
  const optionsOf = (chosen) => versions.map((version) => h('option', { value: version, selected: version === chosen }, version));
  const champion = h('select', { id: 'traffic-champion' }, optionsOf(registry.champion));
  const canary = h('select', { id: 'traffic-canary' }, h('option', { value: '' }, 'none'), optionsOf(registry.canary?.version));
  const percent = h('input', { id: 'traffic-percent', inputmode: 'decimal', autocomplete: 'off', value: registry.canary?.percent ?? 5 });
  const shadows = versions.map((version) => h('input', { type: 'checkbox', id: `traffic-shadow-${version}`, value: version, checked: registry.shadows.includes(version) }));
  const why = h('input', { id: 'traffic-why', autocomplete: 'off', maxlength: 500 });
  const outcome = h('div', { 'aria-live': 'polite' });
  const button = h('button', { class: 'primary', id: 'send-traffic' }, 'Direct traffic');

  // What is no number is sent as it is, so that the API can say what is wrong with it.
  const percentSaid = () => (percent.value.trim() !== '' && Number.isFinite(Number(percent.value)) ? Number(percent.value) : percent.value);

  async function submit(event) {
    event.preventDefault();
    button.disabled = true;
    try {
      await send('PUT', path`models/${pipeline}/traffic`, {
        champion: Number(champion.value),
        ...(canary.value ? { canary: { version: Number(canary.value), percent: percentSaid() } } : {}),
        shadows: shadows.filter((shadow) => shadow.checked).map((shadow) => Number(shadow.value)),
        ...(why.value.trim() ? { why: why.value.trim() } : {}),
      }, { 'if-match': etag });
      announce('Traffic is directed anew.');
      await onChanged();
    } catch (error) {
      replace(outcome, problemView(error), error.status === 409 ? h('p', {}, h('button', { type: 'button', onclick: onChanged }, 'Show it as it is now')) : null);
    } finally {
      button.disabled = false;
    }
  }

  return h('form', { onsubmit: submit },
    h('p', { class: 'field' }, h('label', { for: 'traffic-champion' }, 'Champion'), champion),
    h('div', { class: 'fields' },
      h('p', { class: 'field' }, h('label', { for: 'traffic-canary' }, 'Canary'), canary),
      h('p', { class: 'field' }, h('label', { for: 'traffic-percent' }, 'Percent of requests'), percent)),
    h('fieldset', { class: 'choices' }, h('legend', {}, 'Shadows'), shadows.map((shadow) => h('label', { class: 'choice' }, shadow, shadow.value))),
    h('p', { class: 'field' }, h('label', { for: 'traffic-why' }, 'Why (kept with the change)'), why),
    outcome, h('p', { class: 'buttons' }, button));
}
