// What a pipeline is about. Definitions are kept as people wrote them, with comments, so they are read leniently.

import { open, path } from './api.js';

/** The definition of a pipeline. */
export async function definitionOf(pipeline, signal) {
  return parse(await (await open(path`pipelines/${pipeline}`, { signal })).text());
}

/** JSON with comments and trailing commas. */
export function parse(text) {
  const plain = text.replace(/("(?:\\.|[^"\\])*")|\/\/[^\n]*|\/\*[\s\S]*?\*\//g, (_, literal) => literal ?? ' ');
  return JSON.parse(plain.replace(/("(?:\\.|[^"\\])*")|,(?=\s*[}\]])/g, (_, literal) => literal ?? ''));
}

/** What answers call the targets. */
export const targetNames = (definition) => (definition.targets ?? []).map((target) => target.as ?? target.name);

/** Whether a class is predicted. */
export const hasClasses = (definition) => definition.task === 'binary' || definition.task === 'multiclass';

/** The name that the API gives a version. */
export const versionName = (pipeline, version) => `${pipeline}:${version}`;

/** The number in the name of a version. */
export const versionNumber = (name) => Number(name.slice(name.lastIndexOf(':') + 1));

/** What a row brings, in order: the features; to a forecast, which has none, how many steps ahead. */
export const inputsOf = ({ task, features }) => (task === 'forecast' ? [{ name: 'step' }] : features ?? []);
