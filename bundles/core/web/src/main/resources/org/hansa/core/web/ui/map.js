// @ts-check
// Where the sites are: dots on an empty chart, real ones filled, simulated ones hollow.

import {h, s} from './dom.js';
import {count, isSimulated, SHAPES, stateOf} from './words.js';

const MOST = 400;
const WIDTH = 720;
const HEIGHT = 440;
const EDGE = 34;
const LEAST_DEGREES = 6;

export function map(sites) {
  const placed = sites.filter((site) => site.spec.location).slice(0, MOST);
  if (placed.length === 0) {
    return false;
  }
  const at = projection(placed.map((site) => site.spec.location));
  // Real ones last, so that they lie on top.
  const order = [...placed].sort((a, b) => Number(isReal(a)) - Number(isReal(b)));
  const wrong = placed.filter((site) => stateOf(site).mark !== 'good').length;
  const text = `${count(placed.length, 'site')}, ${count(placed.filter(isReal).length, 'real one')}, ${wrong} not ready`;
  return h('figure', {class: 'map', 'data-key': 'map'},
    s('svg', {viewBox: `0 0 ${WIDTH} ${HEIGHT}`, role: 'img', 'aria-label': `Where the sites are: ${text}. The tables say the same.`},
      grid(),
      order.map((site) => dot(site, at(site.spec.location)))),
    h('figcaption', {},
      key('solid', 'M8 2a6 6 0 1 0 0 12a6 6 0 1 0 0 -12z', 'real'),
      key('hollow', 'M8 4a4 4 0 1 0 0 8a4 4 0 1 0 0 -8z', 'simulated'),
      key('bad', SHAPES.bad, 'not ready'),
      placed.length < sites.length && h('span', {}, `${sites.length - placed.length} not on the chart`)));
}

function isReal(site) {
  return !isSimulated(site);
}

/** Degrees as they lie in the middle of what is shown; near enough for a chart. */
function projection(locations) {
  const north = locations.map((l) => Number(l.latitude));
  const east = locations.map((l) => Number(l.longitude));
  const middle = (list) => (Math.max(...list) + Math.min(...list)) / 2;
  const wide = Math.cos((middle(north) * Math.PI) / 180);
  const span = (list) => Math.max(Math.max(...list) - Math.min(...list), LEAST_DEGREES);
  const scale = Math.min((WIDTH - 2 * EDGE) / (span(east) * wide), (HEIGHT - 2 * EDGE) / span(north));
  return (l) => ({
    x: WIDTH / 2 + (Number(l.longitude) - middle(east)) * wide * scale,
    y: HEIGHT / 2 - (Number(l.latitude) - middle(north)) * scale,
  });
}

function grid() {
  const lines = [];
  for (let x = 60; x < WIDTH; x += 60) {
    lines.push(`M${x} 0V${HEIGHT}`);
  }
  for (let y = 40; y < HEIGHT; y += 60) {
    lines.push(`M0 ${y}H${WIDTH}`);
  }
  return s('path', {class: 'grid', d: lines.join('')});
}

function dot(site, {x, y}) {
  const state = stateOf(site);
  const good = state.mark === 'good';
  const kind = isReal(site) ? 'solid' : 'hollow';
  const size = kind === 'solid' ? 8 : 5;
  return s('g', {class: `dot ${kind} ${state.mark}`, transform: `translate(${x.toFixed(1)} ${y.toFixed(1)})`, 'data-key': `${site.tenant}/${site.name}`},
    s('title', {}, `${site.name}${kind === 'solid' ? '' : ' (simulated)'}: ${state.word}`),
    good ? s('circle', {r: size}) : s('path', {d: SHAPES[state.mark], transform: 'translate(-9 -9) scale(1.12)'}),
    kind === 'solid' && s('text', {x: 13, y: 4}, site.name.slice(0, 24)));
}

function key(kind, d, text) {
  return h('span', {class: 'key'},
    s('svg', {class: `dot ${kind}`, viewBox: '0 0 16 16', width: 16, height: 16, 'aria-hidden': 'true'}, s('path', {d})),
    text);
}
