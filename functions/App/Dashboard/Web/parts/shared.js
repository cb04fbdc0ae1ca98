// What several parts of a page show is asked once for all of them, so that they tell of the same moment.

/** `get` answers with what was asked, `forget` lets it be asked again; what failed is not kept. */
export function shared(ask) {
  let asked = null;
  return {
    get: () => (asked ??= ask().catch((error) => {
      asked = null;
      throw error;
    })),
    forget() {
      asked = null;
    },
  };
}
