// A part of a page that loads by itself: it keeps what it shows until the new is there, and says why where there is none.

import { h, replace } from '../dom.js';
import { problemView } from './notice.js';

/** A part with a heading. `load` answers with what to show; `refresh` loads it again. */
export function section(title, load, { actions, className = '' } = {}) {
  const body = h('div', { class: 'section-body' }, h('p', { class: 'loading' }, 'Loading…'));
  const element = h('section', { class: `card ${className}`, 'aria-busy': 'true' }, h('header', { class: 'card-head' }, h('h2', {}, title), actions), body);
  let latest = 0;

  async function refresh() {
    const mine = ++latest;
    element.setAttribute('aria-busy', 'true');
    let shown;
    try {
      shown = await load();
    } catch (error) {
      if (error.name === 'AbortError') {
        return;
      }

      console.debug(error);
      shown = problemView(error, refresh);
    }

    if (mine === latest) {
      keepFocus(body, () => replace(body, shown));
      element.removeAttribute('aria-busy');
      element.classList.remove('arriving');
    }
  }

  return { element, refresh };
}

// Whoever works by keyboard stays where they are when a part is drawn anew.
function keepFocus(body, change) {
  const id = body.contains(document.activeElement) ? document.activeElement.id : '';
  change();
  if (id) {
    document.getElementById(id)?.focus();
  }
}

/** Several parts, loading at once; the page is shown when they all have arrived, so that none pushes another away. */
export function sections(...parts) {
  for (const part of parts) {
    part.element.classList.add('arriving');
    part.refresh();
  }

  return parts.map((part) => part.element);
}
