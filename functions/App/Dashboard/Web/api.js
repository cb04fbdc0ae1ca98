// The API, asked with the key that the user has given.

import { key } from './key.js';
import { askForKey } from './parts/key-dialog.js';

const root = new URL('../', import.meta.url);

/** What the API says is wrong: problem+json, or that it could not be reached. */
class Problem extends Error {
  constructor(status, { title, detail, errors } = {}) {
    super(detail ?? title ?? `The app answered ${status}.`);
    this.status = status;
    this.title = title ?? 'It did not work';
    this.errors = errors ?? [];
  }
}

/** Where a path of the API is. */
export const urlOf = (path) => new URL(path, root);

/** The path of something whose names come from data. */
export const path = (parts, ...names) => String.raw({ raw: parts }, ...names.map(encodeURIComponent));

/** Asks; answers with the response where all is well, and throws a Problem where it is not. Where a key is needed, the user is asked for it. */
export const open = (where, options = {}) => withKey(async (keyHeaders) => {
  try {
    return await fetch(urlOf(where), { ...options, headers: { ...options.headers, ...keyHeaders } });
  } catch (error) {
    if (error.name === 'AbortError') {
      throw error;
    }

    throw new Problem(0, { title: 'The app cannot be reached', detail: `Nothing answers at ${root.host}. Is the app running?` });
  }
});

/** The same for what is asked otherwise: `ask(keyHeaders)` answers with a response, or with what has its `ok`, `status` and `text()`. */
export async function withKey(ask) {
  while (true) {
    const used = key.value;
    const response = await ask(used ? { 'x-functions-key': used } : {});
    if (response.ok) {
      return response;
    }

    const problem = parseProblem(response.status, await response.text());
    // Another request may have asked meanwhile.
    if (response.status !== 401 || !(key.value !== used || await askForKey(problem, used !== ''))) {
      throw problem;
    }
  }
}

/** The JSON that is answered. */
export const get = async (where, signal) => (await open(where, { signal })).json();

/** The JSON that is answered, or null where there is no such thing. */
export async function find(where, signal) {
  try {
    return await get(where, signal);
  } catch (error) {
    if (error.status === 404) {
      return null;
    }

    throw error;
  }
}

/** Sends JSON; answers with the JSON of the answer. */
export async function send(method, where, body, headers = {}) {
  const response = await open(where, { method, body: JSON.stringify(body), headers: { 'content-type': 'application/json', ...headers } });
  const text = await response.text();
  return text ? JSON.parse(text) : null;
}

/** The problem in the body of an answer; an answer that is no problem+json is shown as it is. */
export function parseProblem(status, text) {
  try {
    return new Problem(status, JSON.parse(text));
  } catch {
    return new Problem(status, { title: `The app answered ${status}`, detail: text.slice(0, 500) || (status === 401 ? 'A key is needed.' : undefined) });
  }
}
