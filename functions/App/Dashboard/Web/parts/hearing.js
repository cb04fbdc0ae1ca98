// What happens to a pipeline, heard for as long as a page is shown.

import { path } from '../api.js';
import { h } from '../dom.js';
import { listen } from '../events.js';
import { problemView } from './notice.js';

/** Hears each event; answers with the place of the page where it is told that nothing can be heard. */
export function hearPipeline(pipeline, signal, hear) {
  const failure = h('div');
  listen(path`events?pipeline=${pipeline}`, signal, hear).catch((error) => failure.append(problemView(error)));
  return failure;
}
