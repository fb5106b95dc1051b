// @ts-check
// Elements are made of text alone: nothing that anybody wrote is ever read as markup.

const SVG = 'http://www.w3.org/2000/svg';

/** @typedef {Node | string | number | false | null | undefined | Child[]} Child */

/**
 * @param {Element} element
 * @param {Record<string, any>} attributes those that begin with "on" are handlers; false is absent
 * @param {Child[]} children
 */
function filled(element, attributes, children) {
  for (const [name, value] of Object.entries(attributes)) {
    if (name.startsWith('on')) {
      /** @type {any} */ (element)[name] = value;
    } else if (value !== false && value !== undefined && value !== null) {
      element.setAttribute(name, value === true ? '' : String(value));
    }
  }
  for (const child of /** @type {any[]} */ (children.flat(9))) {
    if (child !== false && child !== null && child !== undefined) {
      element.append(child instanceof Node ? child : String(child));
    }
  }
  return element;
}

/** An element of HTML. @returns {HTMLElement} */
export function h(tag, attributes = {}, ...children) {
  return /** @type {HTMLElement} */ (filled(document.createElement(tag), attributes, children));
}

/** An element of SVG. @returns {SVGElement} */
export function s(tag, attributes = {}, ...children) {
  const element = document.createElementNS(SVG, tag);
  return /** @type {SVGElement} */ (filled(element, attributes, children));
}

/** A link to a place of these pages, or the text alone where the address is no address of the web. */
export function link(href, ...children) {
  if (href.startsWith('#')) {
    return h('a', {href}, ...children);
  }
  return /^https?:\/\/[^/]/.test(href)
    ? h('a', {href, rel: 'noreferrer noopener', target: '_blank'}, ...children)
    : h('span', {}, ...children);
}

const HANDLERS = ['onclick', 'onsubmit', 'onchange', 'oninput', 'ontoggle'];

/** What a person has done to it stays: what is open, typed or chosen. */
const KEPT = ['open', 'value', 'checked'];

/**
 * Makes the children of an element as these are, and leaves in place what is the same: so that the
 * focus, what is open and what is marked stay while things change.
 *
 * @param {Element} parent
 * @param {Child[]} wanted
 */
export function show(parent, ...wanted) {
  morph(parent, filled(document.createElement('div'), {}, wanted));
}

function morph(parent, wanted) {
  const next = Array.from(wanted.childNodes);
  const keyed = new Map();
  for (const child of parent.children) {
    if (child.id || child.hasAttribute('data-key')) {
      keyed.set(key(child), child);
    }
  }
  let at = parent.firstChild;
  for (const node of next) {
    const known = node instanceof Element && key(node) !== '' ? keyed.get(key(node)) : undefined;
    if (known && known.tagName === /** @type {Element} */ (node).tagName) {
      if (known === at) {
        at = at.nextSibling;
      } else {
        parent.insertBefore(known, at);
      }
      become(known, node);
    } else if (at && isLike(at, node)) {
      become(at, node);
      at = at.nextSibling;
    } else {
      parent.insertBefore(node, at);
    }
  }
  while (at) {
    const gone = at;
    at = at.nextSibling;
    gone.remove();
  }
}

function key(node) {
  return node instanceof Element ? node.id || node.getAttribute('data-key') || '' : '';
}

function isLike(one, other) {
  return one.nodeType === other.nodeType && one.nodeName === other.nodeName
    && key(one) === key(other);
}

function become(node, wanted) {
  if (node.nodeType !== Node.ELEMENT_NODE) {
    if (node.data !== wanted.data) {
      node.data = wanted.data;
    }
    return;
  }
  for (const {name} of Array.from(node.attributes)) {
    if (!wanted.hasAttribute(name) && !KEPT.includes(name)) {
      node.removeAttribute(name);
    }
  }
  for (const {name, value} of wanted.attributes) {
    if (node.getAttribute(name) !== value && !KEPT.includes(name)) {
      node.setAttribute(name, value);
    }
  }
  for (const name of HANDLERS) {
    node[name] = wanted[name];
  }
  morph(node, wanted);
}
