// Models: the versions, who sees requests, every change of that; one version with its lineage, evaluation and card.

import { open, path, send } from '../../api.js';
import { definitionOf, versionName } from '../../definition.js';
import { h } from '../../dom.js';
import { moment, number, rankedFirst } from '../../format.js';
import { askForDecision } from '../../parts/decision.js';
import { hearPipeline } from '../../parts/hearing.js';
import { announce, emptyView } from '../../parts/notice.js';
import { section, sections } from '../../parts/section.js';
import { shared } from '../../parts/shared.js';
import { badge, table } from '../../parts/table.js';
import { modelPage } from './model-page.js';
import { trafficForm } from './traffic-form.js';

const mostMetrics = 4;

export default function models(context) {
  return context.rest[0] ? modelPage(context) : versions(context);
}

function versions({ pipeline, signal, to }) {
  const state = shared(() => read(pipeline, signal));
  const load = state.get;
  const list = section('Versions', async () => {
    const [{ registry }, definition] = await Promise.all([load(), definitionOf(pipeline, signal)]);
    return registry.versions.length === 0 ? emptyView('No model has been deployed yet.', h('a', { href: to('runs') }, 'Start a run'), ' to train one.') : [versionsTable(registry, definition.metric),
      registry.previous ? h('p', {}, h('button', { type: 'button', id: 'rollback', onclick: () => rollBack(registry) }, `Roll back to ${versionName(pipeline, registry.previous)}…`)) : null];
  }, { className: 'wide' });
  const traffic = section('Traffic', async () => {
    const { registry, etag } = await load();
    return registry.champion ? trafficForm({ pipeline, registry, etag, onChanged: refresh }) : emptyView('Traffic can be directed once there is a model.');
  });
  const history = section('Changes', async () => {
    const { registry } = await load();
    return registry.history.length === 0 ? emptyView('Nothing has been deployed, promoted or rolled back yet.') : historyTable(registry.history);
  });

  function refresh() {
    state.forget();
    return Promise.all([list, traffic, history].map((part) => part.refresh()));
  }

  const versionsTable = (registry, metric) => {
    const metrics = rankedFirst(registry.versions.at(-1).metrics, metric).slice(0, mostMetrics).map(([name]) => name);
    return table('Versions, newest first', [
      { title: 'Version', of: (version) => h('a', { href: to('models', version.version) }, versionName(pipeline, version.version)) },
      { title: 'Sees requests as', of: (version) => rolesOf(registry, version.version) },
      { title: 'Trainer', of: (version) => version.trainer },
      { title: 'Deployed', of: (version) => moment(version.deployed) },
      ...metrics.map((name) => ({ title: name, isNumber: true, of: (version) => number(version.metrics[name]) })),
      { title: 'Run', of: (version) => h('a', { href: to('runs', version.runId) }, 'run') },
      { title: 'Change', of: (version) => (version.version === registry.champion ? 'serves' : h('button', { type: 'button', id: `promote-${version.version}`, onclick: () => promote(version.version) }, 'Promote…')) },
    ], [...registry.versions].reverse());
  };

  const historyTable = (changes) => table('Changes, newest first', [
    { title: 'When', of: (change) => moment(change.at) },
    { title: 'Champion', of: (change) => (change.from === change.version ? `${change.version}` : `${change.from ?? '–'} → ${change.version}`) },
    { title: 'Canary', of: (change) => (change.canary ? `${change.canary.version} with ${number(change.canary.percent)} %` : '–') },
    { title: 'Shadows', of: (change) => change.shadows?.join(', ') ?? '–' },
    { title: 'By', of: (change) => change.by },
    { title: 'Why', of: (change) => change.why ?? '–' },
  ], [...changes].reverse());

  function promote(version) {
    askForDecision({
      title: `Promote ${versionName(pipeline, version)}`, text: 'It becomes the champion and answers every request from now on, but those of a canary.', confirm: 'Promote',
      decide: (why) => change(path`models/${pipeline}/${version}/promote`, why),
    });
  }

  function rollBack(registry) {
    askForDecision({
      title: 'Roll back', text: `Version ${registry.previous}, which served before, serves again in place of ${registry.champion}.`, confirm: 'Roll back',
      decide: (why) => change(path`models/${pipeline}/rollback`, why),
    });
  }

  // Only on the models that the user looked at.
  async function change(where, why) {
    const { etag } = await load();
    const registry = await send('POST', where, why ? { why } : {}, etag ? { 'if-match': etag } : {});
    announce(`${versionName(pipeline, registry.champion)} serves.`);
    await refresh();
  }

  const failure = hearPipeline(pipeline, signal, (name) => isAboutModels(name) && tellOfChange());

  // What is open is not pulled away under the user's hands; the answer to what they send then says that it has changed.
  function tellOfChange() {
    if (!document.querySelector('dialog[open]') && !traffic.element.contains(document.activeElement)) {
      refresh();
    }
  }

  return h('div', { class: 'page' }, h('h1', {}, 'Models'), failure, h('div', { class: 'grid-page' }, sections(list, traffic, history)));
}

const isAboutModels = (name) => name === 'model-deployed' || name === 'model-reverted' || name === 'traffic-changed';

async function read(pipeline, signal) {
  const response = await open(path`models/${pipeline}`, { signal });
  // What compresses answers on the way may mark the tag as weak; it names the same registry.
  return { registry: await response.json(), etag: response.headers.get('etag')?.replace(/^W\//, '') ?? null };
}

function rolesOf({ champion, previous, canary, shadows }, version) {
  const roles = [
    version === champion ? badge('good', 'champion') : null,
    version === canary?.version ? badge('busy', `canary ${number(canary.percent)} %`) : null,
    shadows.includes(version) ? badge('plain', 'shadow') : null,
    version === previous && version !== champion ? badge('plain', 'previous') : null,
  ].filter(Boolean);
  return roles.length > 0 ? roles : '–';
}
