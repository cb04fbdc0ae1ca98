// Which page is shown: `#/{pipeline}/{page}/{what}?{options}`.

import { get } from './api.js';
import { h, replace } from './dom.js';
import { key } from './key.js';
import data from './pages/data/data.js';
import models from './pages/models/models.js';
import monitoring from './pages/monitoring/monitoring.js';
import overview from './pages/overview/overview.js';
import review from './pages/review/review.js';
import runs from './pages/runs/runs.js';
import { askForKey } from './parts/key-dialog.js';
import { emptyView, problemView } from './parts/notice.js';

const pages = { overview, review, runs, models, data, monitoring };
const main = document.getElementById('main');
const choice = document.getElementById('pipeline');
let leaving = new AbortController();
let shown = '';

/** The address of a page. */
const addressOf = (pipeline, page, ...rest) => `#/${[pipeline, page, ...rest].map(encodeURIComponent).join('/')}`;

function readAddress() {
  const [place, query = ''] = location.hash.slice(2).split('?');
  const [pipeline = '', page = 'overview', ...rest] = place.split('/').map(decodeURIComponent);
  return { pipeline, page: page in pages ? page : 'overview', rest, options: new URLSearchParams(query) };
}

async function show() {
  const address = readAddress();
  leaving.abort();
  leaving = new AbortController();
  const { signal } = leaving;
  let pipelines;
  try {
    ({ pipelines } = await get('health', signal));
  } catch (error) {
    return error.name === 'AbortError' ? undefined : replace(main, problemView(error, show));
  }

  // The address has changed since.
  if (signal.aborted) {
    return undefined;
  }

  const names = Object.keys(pipelines);
  if (names.length === 0) {
    showChoices(names, address);
    return replace(main, emptyView('There is no pipeline yet.', 'Define one with ', h('code', {}, 'PUT pipelines/{pipeline}'), '; the ', h('a', { href: 'docs' }, 'API page'), ' shows how.'));
  }

  if (!names.includes(address.pipeline)) {
    if (!address.pipeline) {
      // At once, unlike a navigation, which would come after another that the user begins meanwhile.
      history.replaceState(null, '', addressOf(names[0], address.page));
      return show();
    }

    showChoices(names, { ...address, pipeline: '' });
    return replace(main, emptyView(`There is no pipeline ${address.pipeline}.`, h('a', { href: addressOf(names[0], address.page) }, `Go to ${names[0]}`)));
  }

  showChoices(names, address);
  document.title = `${address.page[0].toUpperCase()}${address.page.slice(1)} · ${address.pipeline} · MlFunctions`;
  const context = { ...address, signal, to: (...parts) => addressOf(address.pipeline, ...parts) };
  const wasOtherPage = shown !== `${address.pipeline}/${address.page}`;
  shown = `${address.pipeline}/${address.page}`;
  replace(main, pages[address.page](context));
  if (wasOtherPage) {
    scrollTo(0, 0);
  }
}

function showChoices(names, { pipeline, page }) {
  replace(choice, names.map((name) => h('option', { selected: name === pipeline }, name)));
  choice.disabled = names.length === 0;
  const focused = document.activeElement?.id;
  replace(document.getElementById('pages'), h('ul', {}, pipeline ? Object.keys(pages).map((name) =>
    h('li', {}, h('a', { id: `to-${name}`, href: addressOf(pipeline, name), 'aria-current': name === page ? 'page' : null }, name[0].toUpperCase() + name.slice(1)))) : []));
  if (focused?.startsWith('to-')) {
    document.getElementById(focused)?.focus();
  }
}

choice.addEventListener('change', () => {
  location.hash = addressOf(choice.value, readAddress().page);
});
document.getElementById('key').addEventListener('click', async () => {
  if (await askForKey(null, false)) {
    show();
  }
});
document.getElementById('docs').addEventListener('click', (event) => {
  if (key.value) {
    event.preventDefault();
    location.href = `docs?code=${encodeURIComponent(key.value)}`;
  }
});
// Its address would be taken for that of a page.
document.getElementById('skip').addEventListener('click', (event) => {
  event.preventDefault();
  main.focus();
});
addEventListener('hashchange', show);
show();
