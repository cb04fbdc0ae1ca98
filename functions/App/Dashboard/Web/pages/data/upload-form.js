// A CSV, sent as it is, with a bar that shows how far it is.

import { parseProblem, path, urlOf, withKey } from '../../api.js';
import { h, replace } from '../../dom.js';
import { percent, size } from '../../format.js';
import { announce, problemView } from '../../parts/notice.js';

/** The form. */
export function uploadForm({ pipeline, to, onStored }) {
  const file = h('input', { type: 'file', id: 'upload-file', accept: '.csv,text/csv', required: true, onchange: () => { name.value = file.files[0]?.name ?? ''; } });
  const name = h('input', { id: 'upload-name', autocomplete: 'off', required: true });
  const button = h('button', { class: 'primary', id: 'upload' }, 'Upload');
  const bar = h('progress', { max: 1, value: 0, 'aria-label': 'Upload' });
  const far = h('span', { class: 'hint' });
  const progress = h('p', { class: 'upload-progress' }, bar, far);
  const outcome = h('div', { 'aria-live': 'polite' });

  async function submit(event) {
    event.preventDefault();
    button.disabled = true;
    replace(outcome, progress);
    try {
      const where = path`datasets/${pipeline}/${name.value.trim()}`;
      const stored = await withKey((keyHeaders) => sendFile(where, keyHeaders));
      const { batchId, bytes } = JSON.parse(await stored.text());
      replace(outcome, h('p', {}, `${size(bytes)} are kept as batch `, h('a', { href: to('data', batchId) }, batchId), '.'));
      announce(`${name.value} is kept.`);
      onStored();
    } catch (error) {
      replace(outcome, problemView(error));
    } finally {
      button.disabled = false;
    }
  }

  // Only the older way of asking tells how much has been sent.
  const sendFile = (where, keyHeaders) => new Promise((resolve, reject) => {
    const request = new XMLHttpRequest();
    request.open('PUT', urlOf(where));
    request.setRequestHeader('content-type', 'text/csv');
    for (const [header, value] of Object.entries(keyHeaders)) {
      request.setRequestHeader(header, value);
    }

    request.upload.onprogress = ({ loaded, total }) => {
      bar.value = loaded / total;
      replace(far, ` ${percent(loaded / total)} of ${size(total)}`);
    };
    request.onload = () => resolve({ ok: request.status >= 200 && request.status < 300, status: request.status, text: () => request.responseText });
    request.onerror = () => reject(parseProblem(0, JSON.stringify({ title: 'The upload broke off', detail: 'Nothing was kept of it. Is the app running?' })));
    request.send(file.files[0]);
  });

  return h('section', { class: 'card wide' }, h('header', { class: 'card-head' }, h('h2', {}, 'New data')), h('form', { class: 'section-body inline-form', onsubmit: submit },
    h('p', { class: 'field' }, h('label', { for: 'upload-file' }, 'CSV file'), file),
    h('p', { class: 'field' }, h('label', { for: 'upload-name' }, 'Keep it as'), name),
    button, outcome));
}
