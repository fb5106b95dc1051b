// @ts-check
// Tables that tell how much of them is left out, and that become lists where the screen is narrow.

import {h} from './dom.js';
import {number} from './words.js';

/**
 * @typedef {object} Column
 * @property {string} title
 * @property {(row: any) => import('./dom.js').Child} cell
 * @property {boolean} [head] the cell that names the row
 * @property {string} [kind] "figure" for figures, "long" for sentences
 */

/**
 * @param {string} caption
 * @param {Column[]} columns
 * @param {any[]} rows
 * @param {{most?: number, key: (row: any) => string}} options
 */
export function table(caption, columns, rows, {most = 100, key}) {
  const shown = rows.slice(0, most);
  return h('div', {class: 'table', 'data-key': `table ${caption}`},
    // The roles are said, for where it is laid out as a list it would be none to some readers.
    h('table', {role: 'table'},
      h('caption', {class: 'unseen'}, caption),
      h('thead', {role: 'rowgroup'}, h('tr', {role: 'row'}, columns.map((c) => h('th', {role: 'columnheader', scope: 'col', class: c.kind}, c.title)))),
      h('tbody', {role: 'rowgroup'}, shown.map((row) => h('tr', {role: 'row', 'data-key': key(row)}, columns.map((c) => cell(c, row)))))),
    leftOut(rows.length - shown.length));
}

function cell(column, row) {
  return column.head
    ? h('th', {role: 'rowheader', scope: 'row', 'data-title': column.title}, h('div', {}, column.cell(row)))
    : h('td', {role: 'cell', class: column.kind, 'data-title': column.title}, h('div', {}, column.cell(row)));
}

export function leftOut(count) {
  return count > 0 && h('p', {class: 'quiet left-out'}, `${number(count)} more are not shown here.`);
}

/** A part of a page under its heading. */
export function section(key, text, ...content) {
  return h('section', {'data-key': key, 'aria-labelledby': `${key}-title`}, h('h2', {id: `${key}-title`}, text), content);
}
