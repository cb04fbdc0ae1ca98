// From values to places in a drawing.

/** A scale from a range of values to a range of places. */
export function scale([from, until], [start, end]) {
  const spread = until - from || 1;
  return (value) => start + ((value - from) / spread) * (end - start);
}

/** Round values that cover a range, about as many as asked. */
export function ticks([from, until], wanted = 5) {
  const spread = until - from || Math.abs(from) || 1;
  const rough = spread / wanted;
  const power = 10 ** Math.floor(Math.log10(rough));
  const step = [1, 2, 5, 10].map((factor) => factor * power).find((candidate) => candidate >= rough);
  const first = Math.floor(from / step + 1e-9);
  const last = Math.ceil(until / step - 1e-9);
  return Array.from({ length: Math.max(last, first + 1) - first + 1 }, (_, place) => Number(((first + place) * step).toPrecision(12)));
}

/** The range of values that are numbers; null: there are none. */
export function rangeOf(values) {
  const known = values.filter((value) => Number.isFinite(value));
  return known.length === 0 ? null : [Math.min(...known), Math.max(...known)];
}
