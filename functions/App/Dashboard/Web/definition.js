// What a pipeline is about.

import { get, path } from './api.js';

/** The definition of a pipeline. */
export const definitionOf = (pipeline, signal) => get(path`pipelines/${pipeline}`, signal);

/** What answers call the targets. */
export const targetNames = (definition) => (definition.targets ?? []).map((target) => target.as ?? target.name);

/** What a prediction is called: by its targets; those of clusters have none. */
export const predictedName = (definition) => targetNames(definition).join(', ') || 'cluster';

/** Whether a class is predicted. */
export const hasClasses = (definition) => definition.task === 'binary' || definition.task === 'multiclass';

/** The name that the API gives a version. */
export const versionName = (pipeline, version) => `${pipeline}:${version}`;

/** The number in the name of a version. */
export const versionNumber = (name) => Number(name.slice(name.lastIndexOf(':') + 1));

/** What a row brings, in order: the features; to a forecast, which has none, how many steps ahead. */
export const inputsOf = ({ task, features }) => (task === 'forecast' ? [{ name: 'step' }] : features ?? []);
