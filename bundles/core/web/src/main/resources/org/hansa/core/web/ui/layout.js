// @ts-check
// Where each thing of a picture stands: sites as bands one below the other, components in columns
// by how far they are from the users, so that calls run from left to right.

const CARD = {width: 184, height: 66};
const GAP = {x: 74, y: 14};
const PAD = 16;
const HEAD = 34;

/**
 * @typedef {object} Card
 * @property {string} band
 * @property {string} component
 * @property {string} text
 * @property {{mark: string, text: string}[]} marks
 *
 * @typedef {object} Edge
 * @property {string} from a component
 * @property {string} to
 * @property {string[]} bands in which the target's cards are meant; none for all
 * @property {string} mark
 * @property {string} text
 *
 * @typedef {{key: string, title: string, note: string}} Band
 */

/**
 * How many calls lie between the users and each component.
 *
 * @param {string[]} names
 * @param {{from: string, to: string}[]} calls
 * @returns {Map<string, number>}
 */
export function columns(names, calls) {
  const column = new Map(names.map((name) => [name, 0]));
  // Whoever calls in a circle is pushed on only as often as there are components.
  for (let round = 0; round < names.length; round++) {
    let moved = false;
    for (const {from, to} of calls) {
      const next = (column.get(from) ?? 0) + 1;
      if (from !== to && column.has(to) && /** @type {number} */ (column.get(to)) < next && next < names.length) {
        column.set(to, next);
        moved = true;
      }
    }
    if (!moved) {
      break;
    }
  }
  late(column, calls);
  const used = [...new Set(column.values())].sort((a, b) => a - b);
  return new Map([...column].map(([name, at]) => [name, used.indexOf(at)]));
}

/** Whom nobody calls stands just before whom it calls, so that its line passes by no other. */
function late(column, calls) {
  for (const name of column.keys()) {
    const next = calls.filter((c) => c.from === name && c.to !== name).map((c) => column.get(c.to) ?? 0);
    if (next.length > 0 && calls.every((c) => c.to !== name)) {
      column.set(name, Math.max(0, Math.min(...next) - 1));
    }
  }
}

/**
 * @param {Band[]} bands
 * @param {Card[]} cards
 * @param {Map<string, number>} column
 */
export function placed(bands, cards, column) {
  const boxes = [];
  const at = [];
  let top = 0;
  const width = 2 * PAD + (Math.max(0, ...column.values()) + 1) * (CARD.width + GAP.x) - GAP.x;
  for (const band of bands) {
    const filled = new Map();
    for (const card of cards.filter((c) => c.band === band.key)) {
      const col = column.get(card.component) ?? 0;
      const row = filled.get(col) ?? 0;
      filled.set(col, row + 1);
      at.push({
        ...card,
        x: PAD + col * (CARD.width + GAP.x),
        y: top + HEAD + row * (CARD.height + GAP.y),
        ...CARD,
      });
    }
    const rows = Math.max(1, ...filled.values());
    const height = HEAD + rows * (CARD.height + GAP.y) - GAP.y + PAD;
    boxes.push({...band, y: top, height, width});
    top += height + GAP.y;
  }
  return {width, height: Math.max(top - GAP.y, 1), boxes, cards: at};
}

/**
 * @param {Edge[]} edges
 * @param {ReturnType<typeof placed>['cards']} cards
 */
export function lines(edges, cards) {
  const found = [];
  for (const edge of edges) {
    const sources = cards.filter((c) => c.component === edge.from);
    const all = cards.filter((c) => c.component === edge.to);
    const meant = all.filter((c) => edge.bands.includes(c.band));
    for (const source of sources) {
      for (const target of meant.length > 0 ? meant : all) {
        found.push({...edge, ...path(source, target)});
      }
    }
  }
  return found;
}

function path(source, target) {
  const from = {x: source.x + source.width, y: source.y + source.height / 2};
  const to = {x: target.x - 7, y: target.y + target.height / 2};
  const middle = {x: (from.x + to.x) / 2, y: (from.y + to.y) / 2};
  if (to.x - from.x <= GAP.x) {
    const bow = Math.max(GAP.x * 0.55, Math.abs(to.x - from.x) / 2);
    return {d: `M${from.x} ${from.y}${curve(from, to, bow)}`, end: to, middle};
  }
  // Past other columns it goes below the row, where no card stands.
  const below = source.y + source.height + GAP.y / 2;
  const into = {x: from.x + GAP.x - 10, y: below};
  const out = {x: to.x - GAP.x + 17, y: below};
  return {
    d: `M${from.x} ${from.y}${curve(from, into, 32)}H${out.x}${curve(out, to, 32)}`,
    end: to,
    middle: {x: middle.x, y: below},
  };
}

function curve(from, to, bow) {
  return `C${from.x + bow} ${from.y} ${to.x - bow} ${to.y} ${to.x} ${to.y}`;
}
