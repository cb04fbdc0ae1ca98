// The key of the API. It stays in this tab: `?code=` of the address is taken over and removed from it, so that it is not passed on with a link.

const place = 'mlfunctions-key';
const given = new URL(location.href);
if (given.searchParams.get('code')) {
  sessionStorage.setItem(place, given.searchParams.get('code'));
  given.searchParams.delete('code');
  history.replaceState(null, '', given);
}

/** The key; empty: none. */
export const key = {
  get value() {
    return sessionStorage.getItem(place) ?? '';
  },
  set value(value) {
    if (value) {
      sessionStorage.setItem(place, value);
    } else {
      sessionStorage.removeItem(place);
    }
  },
};
