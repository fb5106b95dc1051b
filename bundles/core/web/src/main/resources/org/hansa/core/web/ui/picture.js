// @ts-check
// An application as a picture: sites, what runs there, and what calls what.

import {h, s} from './dom.js';
import {columns, lines, placed} from './layout.js';
import {number, SHAPES} from './words.js';

const MOST_BANDS = 12;
const MOST_CARDS = 150;
const MOST_LINES = 200;
const MOST_MARKS = 7;
const LETTERS = 21;

/** The consumer of what is exposed. */
export const USERS = 'users';

/**
 * @param {string} label what it is, for who does not see it
 * @param {{names: string[], bands: import('./layout.js').Band[], cards: import('./layout.js').Card[], edges: import('./layout.js').Edge[]}} model
 */
export function picture(label, {names, bands, cards, edges}) {
  const shown = bands.slice(0, MOST_BANDS);
  const keys = shown.map((band) => band.key);
  const inside = cards.filter((card) => keys.includes(card.band)).slice(0, MOST_CARDS);
  const at = placed(shown, inside, columns(names, edges));
  const drawn = lines(edges, at.cards);
  return h('figure', {class: 'picture', 'data-key': `picture ${label}`},
    h('div', {class: 'scroll', tabindex: 0, role: 'region', 'aria-label': `${label}: a picture, which the tables below tell in words`},
      s('svg', {viewBox: `0 0 ${at.width} ${at.height}`, width: at.width, height: at.height, role: 'img', 'aria-label': said(label, shown, inside, drawn)},
        at.boxes.map(box),
        drawn.slice(0, MOST_LINES).map(line),
        at.cards.map(card))),
    left(bands.length - shown.length, 'site') || left(cards.length - inside.length, 'component'),
    left(drawn.length - MOST_LINES, 'line'));
}

function said(label, bands, cards, drawn) {
  const words = bands.map((band) =>
    `${band.title}: ${cards.filter((c) => c.band === band.key).map((c) => `${c.component} ${c.text}`).join(', ') || 'nothing'}`);
  return `${label}. ${words.join('. ')}. ${drawn.length} lines between them.`;
}

function left(count, what) {
  return count > 0 && h('figcaption', {class: 'quiet'}, `${number(count)} more ${what}${count === 1 ? ' is' : 's are'} not drawn.`);
}

function cut(text, most = LETTERS) {
  return text.length > most ? `${text.slice(0, most - 1)}…` : text;
}

function box(band) {
  return s('g', {class: 'band', 'data-key': `band ${band.key}`},
    s('rect', {x: 0.5, y: band.y + 0.5, width: band.width - 1, height: band.height - 1, rx: 10}),
    s('text', {x: 16, y: band.y + 22, class: 'title'}, cut(band.title, Math.max(16, Math.floor(band.width / 14))),
      band.note && s('tspan', {class: 'note', dx: 8}, band.note)));
}

function card(of) {
  const over = of.marks.length - MOST_MARKS;
  const marks = over > 0 ? of.marks.slice(0, MOST_MARKS - 1) : of.marks;
  const worst = of.marks[0]?.mark || 'none';
  // Beside the name if both fit, else beside the marks; else it is in the title alone.
  const beside = of.component.length + of.text.length <= LETTERS + 2;
  const below = !beside && marks.length <= 2 && of.text.length <= 18;
  return s('g', {class: `card ${worst}`, transform: `translate(${of.x} ${of.y})`, 'data-key': `card ${of.band} ${of.component}`},
    s('title', {}, `${of.component}: ${of.text}`),
    s('rect', {width: of.width, height: of.height, rx: 7}),
    s('text', {x: 12, y: 21, class: 'name'}, cut(of.component)),
    s('text', {x: of.width - 10, y: 21, class: 'say', 'text-anchor': 'end'}, beside ? of.text : ''),
    marks.map((m, i) => s('g', {class: `mark ${m.mark}`, transform: `translate(${12 + i * 23} 37)`}, s('title', {}, m.text), s('path', {d: SHAPES[m.mark]}))),
    over > 0 && s('text', {x: 14 + marks.length * 23, y: 50, class: 'say'}, `+${number(of.marks.length - marks.length)}`),
    below && s('text', {x: of.width - 10, y: 50, class: 'say', 'text-anchor': 'end'}, of.text));
}

function line(edge) {
  const {x, y} = edge.end;
  return s('g', {class: `line ${edge.mark}`},
    s('title', {}, edge.text),
    s('path', {class: 'way', d: edge.d}),
    s('path', {class: 'tip', d: `M${x - 2} ${y - 5}L${x + 6} ${y}L${x - 2} ${y + 5}z`}),
    edge.mark !== 'good' && s('g', {class: `mark ${edge.mark}`, transform: `translate(${edge.middle.x - 8} ${edge.middle.y - 8})`}, s('path', {d: SHAPES[edge.mark]})));
}
