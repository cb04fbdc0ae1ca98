// Monitoring: what each version answered and how fast, from what, and how right it was.

import { get, path } from '../../api.js';
import { h, replace } from '../../dom.js';
import { moment, number, words } from '../../format.js';
import { hearPipeline } from '../../parts/hearing.js';
import { emptyView } from '../../parts/notice.js';
import { section, sections } from '../../parts/section.js';
import { atMostOnceASecond } from '../../parts/soon.js';
import { badge, facts, table } from '../../parts/table.js';
import { featureView, outcomesView, servedView, targetView } from './version-monitoring.js';

export default function monitoring({ pipeline, signal, to, rest }) {
  let chosen = rest[0];
  const view = section('Versions', async () => {
    const found = await get(path`monitoring/${pipeline}`, signal);
    return found.versions.length === 0 ? emptyView('No version serves yet, so there is nothing to watch.', h('a', { href: to('runs') }, 'Start a run'), ' to train one.') : versionsView(found);
  }, { className: 'wide', actions: h('button', { type: 'button', id: 'look-again', onclick: () => view.refresh() }, 'Look again') });

  function versionsView({ versions, champion, revert }) {
    const shown = h('div');
    const choice = h('select', { id: 'version', onchange: () => { chosen = choice.value; show(); } }, versions.map((version) => h('option', {}, version.model)));
    choice.value = versions.some((version) => version.model === chosen) ? chosen : champion ?? versions.at(-1).model;
    const show = () => replace(shown, detailOf(versions.find((version) => version.model === choice.value)));
    show();
    return [
      table('Versions', [
        { title: 'Version', of: (version) => [version.model, version.model === champion ? [' ', badge('good', 'champion')] : null] },
        { title: 'Deployed', of: (version) => moment(version.deployed) },
        { title: 'Requests', isNumber: true, of: (version) => number(version.served?.requests ?? 0) },
        { title: 'Batches', isNumber: true, of: (version) => number(version.served?.batches ?? 0) },
        { title: 'Rows', isNumber: true, of: (version) => number(version.served?.rows ?? 0) },
        { title: 'Avg ms', isNumber: true, of: (version) => number(version.served?.milliseconds?.average) },
        { title: 'Min ms', isNumber: true, of: (version) => number(version.served?.milliseconds?.minimum) },
        { title: 'Max ms', isNumber: true, of: (version) => number(version.served?.milliseconds?.maximum) },
        { title: 'Corrected', isNumber: true, of: (version) => number(version.outcomes?.count ?? 0) },
      ], [...versions].reverse()),
      revert ? h('div', { class: 'notice' }, h('h3', {}, 'Automatic revert'), facts(Object.entries(revert).map(([name, value]) => [words(name.replace(/[A-Z]/g, (letter) => ` ${letter.toLowerCase()}`)), typeof value === 'number' ? number(value) : String(value)]))) : null,
      h('p', { class: 'field' }, h('label', { for: 'version' }, 'Version'), choice),
      shown,
    ];
  }

  const failure = hearPipeline(pipeline, signal, atMostOnceASecond(view.refresh, signal));
  return h('div', { class: 'page' }, h('h1', {}, 'Monitoring'), failure, h('div', { class: 'grid-page' }, sections(view)));
}

const detailOf = (version) => [
  servedView(version),
  h('h3', {}, 'Predicted against observed'),
  !(version.served?.rows > 0) ? h('p', { class: 'hint' }, 'It has not predicted anything yet.') : version.targets.length > 0 ? h('div', { class: 'charts' }, version.targets.map(targetView)) : h('p', { class: 'hint' }, 'Nothing is counted of what it predicted.'),
  outcomesView(version.outcomes),
  h('h3', {}, 'Features against training'),
  version.features.length > 0 ? h('div', { class: 'charts' }, version.features.map(featureView)) : h('p', { class: 'hint' }, 'Training says nothing of its features that could be compared.'),
];
