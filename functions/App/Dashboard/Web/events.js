// Server-sent events over fetch, because EventSource could not send the key in a header and would hide why it failed.

import { open } from './api.js';

const pause = 2000;

/** Listens until told to stop, or until the server has nothing more to say. What is missed while the connection is away comes later. */
export async function listen(where, signal, hear, { isEndless = true } = {}) {
  let last = '';
  while (!signal.aborted) {
    try {
      const response = await open(where, { signal, headers: { accept: 'text/event-stream', ...(last ? { 'Last-Event-ID': last } : {}) } });
      for await (const event of eventsOf(response.body)) {
        last = event.id ?? last;
        hear(event.name, event.data);
      }

      if (!isEndless) {
        return;
      }
    } catch (error) {
      if (signal.aborted) {
        return;
      }

      // A refusal is told; a connection that broke, or an app that is busy, is asked again.
      if (error.status >= 400 && error.status < 500 && error.status !== 429) {
        throw error;
      }
    }

    await new Promise((resolve) => { setTimeout(resolve, pause); });
  }
}

async function* eventsOf(body) {
  const reader = body.pipeThrough(new TextDecoderStream()).getReader();
  let text = '';
  while (true) {
    const { value, done } = await reader.read();
    if (done) {
      return;
    }

    text += value;
    let end;
    while ((end = text.indexOf('\n\n')) >= 0) {
      const event = eventOf(text.slice(0, end));
      text = text.slice(end + 2);
      if (event) {
        yield event;
      }
    }
  }
}

function eventOf(block) {
  const event = { name: 'message', data: '' };
  for (const line of block.split('\n')) {
    const colon = line.indexOf(':');
    const value = line.slice(colon + 1).trimStart();
    switch (line.slice(0, colon)) {
      case 'event': event.name = value; break;
      case 'id': event.id = value; break;
      case 'data': event.data += value; break;
    }
  }

  return event.data ? { ...event, data: JSON.parse(event.data) } : null;
}
