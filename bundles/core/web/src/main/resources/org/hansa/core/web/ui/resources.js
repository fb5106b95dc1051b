// @ts-check
// What is known of an application, as a picture takes it.

import {USERS} from './picture.js';
import {stateOf} from './words.js';

const NOWHERE = '';
const WORST = ['remove', 'bad', 'unknown', 'move', 'change', 'create', 'busy', 'good'];

/** @typedef {{component: string, site: string, name: string, mark: string, word: string}} Replica */

/** @returns {Replica} */
export function replica(instance) {
  const state = stateOf(instance);
  return {component: instance.spec.component, site: instance.spec.site, name: instance.name, mark: state.mark, word: state.word};
}

/**
 * @param {any} application
 * @param {Replica[]} replicas
 * @param {import('./layout.js').Edge[]} edges
 * @param {(site: string) => boolean} simulated
 */
export function model(application, replicas, edges, simulated) {
  const calls = edges.some((edge) => edge.from === USERS);
  const names = [...(calls ? [USERS] : []), ...new Set([...components(application), ...replicas.map((r) => r.component)])];
  const groups = Map.groupBy ? Map.groupBy(replicas, place) : grouped(replicas);
  const cards = [...groups.values()].map(card);
  const missing = components(application).filter((name) => !replicas.some((r) => r.component === name));
  for (const component of missing) {
    cards.push({band: NOWHERE, component, text: 'runs nowhere', marks: []});
  }
  if (calls) {
    cards.unshift({band: USERS, component: USERS, text: 'call it', marks: []});
  }
  return {names, cards, edges, bands: bands(cards, simulated)};
}

function components(application) {
  return (application?.spec.components || []).map((c) => c.name);
}

function place(r) {
  return `${r.site}\n${r.component}`;
}

function grouped(replicas) {
  const groups = new Map();
  for (const r of replicas) {
    groups.set(place(r), [...(groups.get(place(r)) || []), r]);
  }
  return groups;
}

function card(replicas) {
  const sorted = [...replicas].sort((a, b) => WORST.indexOf(a.mark) - WORST.indexOf(b.mark));
  const kinds = new Map();
  sorted.forEach((r) => kinds.set(r.word, (kinds.get(r.word) || 0) + 1));
  const words = [...kinds].map(([word, n]) => (n === sorted.length && n === 1 ? word : `${n} ${word}`));
  return {
    band: `site ${sorted[0].site}`,
    component: sorted[0].component,
    text: words.join(', ').toLowerCase(),
    marks: sorted.map((r) => ({mark: r.mark, text: `${r.name}: ${r.word}`})),
  };
}

/** Users first, then what has no place, then sites with trouble, then by how much is there. */
function bands(cards, simulated) {
  const sizes = new Map();
  const worst = new Map();
  for (const c of cards) {
    sizes.set(c.band, (sizes.get(c.band) || 0) + c.marks.length);
    worst.set(c.band, Math.min(worst.get(c.band) ?? WORST.length, WORST.indexOf(c.marks[0]?.mark)));
  }
  const sites = [...sizes.keys()].filter((key) => key !== USERS && key !== NOWHERE)
    .sort((a, b) => worst.get(a) - worst.get(b) || sizes.get(b) - sizes.get(a) || (a < b ? -1 : 1));
  return [
    ...(sizes.has(USERS) ? [{key: USERS, title: 'Outside', note: ''}] : []),
    ...(sizes.has(NOWHERE) ? [{key: NOWHERE, title: 'No place', note: ''}] : []),
    ...sites.map((key) => ({key, title: `Site ${key.slice(5)}`, note: simulated(key.slice(5)) ? 'simulated' : ''})),
  ];
}

/**
 * @param {any} connection
 * @param {Replica[]} replicas
 * @returns {import('./layout.js').Edge}
 */
export function edge(connection, replicas) {
  const state = stateOf(connection);
  const at = connection.status?.instances || [];
  const bands = replicas.filter((r) => at.includes(r.name)).map((r) => `site ${r.site}`);
  const {from, to, port} = connection.spec;
  return {from, to, bands, mark: state.mark, text: `${from} calls ${to} (${port}): ${state.word}. ${state.message}`};
}

export function replicas(instances) {
  return instances.map(replica);
}

