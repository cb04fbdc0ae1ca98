// Rows to try a pipeline with, drawn from what its training data was like: each feature by itself, so they are plausible and no more.

import { find, get, path } from '../../api.js';
import { inputsOf } from '../../definition.js';

/** Draws rows, each with its values in the order of the definition. */
export async function drawRows(pipeline, definition, howMany, signal) {
  const report = await reportOn(pipeline, signal);
  const columns = new Map((report?.columns ?? []).map((column) => [column.name, column]));
  return Array.from({ length: howMany }, (_, row) => inputsOf(definition).map((feature) => draw(feature, columns.get(feature.name), row, definition.task)));
}

async function reportOn(pipeline, signal) {
  for (const batch of await get(path`datasets/${pipeline}?limit=5`, signal)) {
    const view = await find(path`datasets/${pipeline}/${batch.batchId}`, signal);
    if (view?.report) {
      return view.report;
    }
  }

  return null;
}

function draw(feature, column, row, task) {
  if (task === 'forecast') {
    return row + 1;
  }

  switch (feature.type) {
    case 'number': return drawNumber(feature, column?.numbers);
    case 'date': return new Date().toISOString();
    default: return drawWord(feature, column?.words);
  }
}

function drawNumber({ min, max, whole }, numbers) {
  if (!numbers) {
    const [from, until] = [min ?? (max ?? 1) - 1, max ?? (min ?? 0) + 1];
    return rounded(from + Math.random() * (until - from), whole);
  }

  const { bounds, shares } = numbers.distribution;
  const edges = [numbers.minimum, ...bounds, numbers.maximum];
  const part = drawPlace(shares);
  const value = edges[part] + Math.random() * (edges[part + 1] - edges[part]);
  // Counts stay counts.
  const isWhole = whole || edges.every(Number.isInteger);
  return Math.min(max ?? Infinity, Math.max(min ?? -Infinity, rounded(value, isWhole)));
}

function drawWord({ values }, counted) {
  const known = Object.entries(counted ?? {}).filter(([word]) => !values?.length || values.includes(word));
  if (known.length > 0) {
    return known[drawPlace(known.map(([, rows]) => rows))][0];
  }

  return values?.length ? values[Math.floor(Math.random() * values.length)] : 'none';
}

function drawPlace(weights) {
  let left = Math.random() * weights.reduce((sum, weight) => sum + weight, 0);
  const place = weights.findIndex((weight) => (left -= weight) < 0);
  return place < 0 ? weights.length - 1 : place;
}

const rounded = (value, isWhole) => (isWhole ? Math.round(value) : Number(value.toPrecision(5)));
