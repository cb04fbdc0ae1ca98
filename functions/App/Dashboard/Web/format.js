// How numbers, times and sizes are written.

const numbers = new Intl.NumberFormat('en', { maximumSignificantDigits: 4 });
const wholes = new Intl.NumberFormat('en', { maximumFractionDigits: 0 });
const sameDay = new Intl.DateTimeFormat(undefined, { hour: '2-digit', minute: '2-digit', second: '2-digit' });
const otherDay = new Intl.DateTimeFormat(undefined, { year: 'numeric', month: 'short', day: 'numeric', hour: '2-digit', minute: '2-digit' });

/** A number to four digits; the API writes those that are none as words. */
export function number(value) {
  if (value === undefined || value === null) {
    return '–';
  }

  const size = Math.abs(value);
  if (!Number.isFinite(Number(value))) {
    return String(value);
  }

  return size >= 1e9 || (size > 0 && size < 1e-4) ? Number(value).toExponential(2) : size >= 10000 ? wholes.format(value) : numbers.format(value);
}

/** How many. */
export const count = (value) => wholes.format(value ?? 0);

/** `1 row`, `2 rows`. */
export const plural = (value, one, many = `${one}s`) => `${count(value)} ${value === 1 ? one : many}`;

/** A share from 0 to 1. */
export const percent = (share) => `${Number((share * 100).toFixed(share < 0.1 ? 1 : 0))} %`;

/** A moment, short where it was today. */
export function moment(text) {
  const at = new Date(text);
  return (at.toDateString() === new Date().toDateString() ? sameDay : otherDay).format(at);
}

/** A length of time in seconds. */
export function duration(seconds) {
  if (seconds === undefined || seconds === null) {
    return '–';
  }

  return seconds < 0.01 ? '< 0.01 s' : seconds < 10 ? `${seconds.toFixed(2)} s` : seconds < 100 ? `${seconds.toFixed(1)} s`
    : seconds < 7200 ? `${Math.floor(seconds / 60)} min ${Math.round(seconds % 60)} s` : `${(seconds / 3600).toFixed(1)} h`;
}

/** A size in bytes. */
export const size = (bytes) => (bytes < 1000 ? `${bytes} B` : bytes < 1e6 ? `${(bytes / 1e3).toFixed(1)} kB` : bytes < 1e9 ? `${(bytes / 1e6).toFixed(1)} MB` : `${(bytes / 1e9).toFixed(2)} GB`);

/** What data holds, such as a prediction: a word, a number, or several numbers. */
export const cell = (value) => (Array.isArray(value) ? value.map(number).join(', ') : typeof value === 'number' ? number(value) : String(value ?? '–'));

/** `nothing-new` as people write it. */
export const words = (text) => text.replaceAll('-', ' ');

/** Metrics by name, the one that ranks before the others. */
export const rankedFirst = (metrics, metric) => Object.entries(metrics).sort(([first], [second]) => (second === metric) - (first === metric));
