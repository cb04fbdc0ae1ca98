// Events may come by the hundred in a second; what they make a page ask again must not.

const pause = 1000;

/** The action, done at once and then at most once a second: a call in between is made good at the end of the second. */
export function atMostOnceASecond(action, signal) {
  let waits = false;
  let isAsked = false;

  function run() {
    if (signal.aborted) {
      return;
    }

    if (waits) {
      isAsked = true;
      return;
    }

    waits = true;
    action();
    setTimeout(() => {
      waits = false;
      if (isAsked) {
        isAsked = false;
        run();
      }
    }, pause);
  }

  return run;
}
