// Elements made by hand. Text goes in as text nodes only, so nothing that comes from data is ever read as markup.

const svgNamespace = 'http://www.w3.org/2000/svg';

/** An HTML element: `on…` are listeners, booleans are attributes without value, other properties are attributes; children are nodes or text, lists and nothing. */
export const h = (name, properties, ...children) => fill(document.createElement(name), properties, children);

/** An SVG element. */
export const s = (name, properties, ...children) => fill(document.createElementNS(svgNamespace, name), properties, children);

/** Puts other children into an element. */
export function replace(element, ...children) {
  element.replaceChildren(...nodesOf(children));
}

function fill(element, properties, children) {
  for (const [name, value] of Object.entries(properties ?? {})) {
    if (value === undefined || value === null || value === false) {
      continue;
    }

    if (name.startsWith('on')) {
      element.addEventListener(name.slice(2), value);
    } else if (name === 'value') {
      element.value = value;
    } else {
      element.setAttribute(name, value === true ? '' : value);
    }
  }

  element.append(...nodesOf(children));
  return element;
}

function nodesOf(children) {
  return children.flat(Infinity).filter((child) => child !== undefined && child !== null && child !== false && child !== '')
    .map((child) => (child instanceof Node ? child : document.createTextNode(String(child))));
}
