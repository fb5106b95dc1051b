// @ts-check
// How things are said: states, times, amounts.

import {h, link, s} from './dom.js';

/** Conditions that are well when false. */
const TROUBLES = ['Stalled', 'Unattended'];
const UNDER_WAY = ['Waiting', 'Starting', 'Restarting', 'Stopping'];

/**
 * @typedef {'good' | 'bad' | 'unknown' | 'busy'} Mark
 * @typedef {{mark: Mark, word: string, message: string, since: string}} State
 */

/** @returns {State} */
export function stateOf(resource) {
  const conditions = resource.conditions || [];
  const trouble = conditions.find((c) => TROUBLES.includes(c.type) && c.state === 'TRUE');
  const ready = conditions.find((c) => c.type === 'Ready');
  if (resource.deleting) {
    const why = trouble || ready;
    return state('busy', 'Being deleted', why?.message, resource.deleting);
  }
  if (trouble) {
    return state('bad', trouble.type, trouble.message, trouble.since);
  }
  if ((resource.holds || []).length > 0) {
    return state('busy', 'Held', resource.holds.join(', '), ready?.since);
  }
  if (!ready) {
    return state('unknown', 'Not said yet', '', resource.created);
  }
  return ofReady(ready, resource.status?.phase);
}

function ofReady(ready, phase) {
  if (ready.state === 'TRUE') {
    return state('good', 'Ready', ready.message, ready.since);
  }
  if (ready.state === 'UNKNOWN') {
    return state('unknown', 'Unknown', ready.message, ready.since);
  }
  return UNDER_WAY.includes(phase)
    ? state('busy', phase, ready.message, ready.since)
    : state('bad', 'Not ready', ready.message, ready.since);
}

/** @returns {State} */
export function ofCondition(condition) {
  const trouble = TROUBLES.includes(condition.type);
  const marks = {TRUE: trouble ? 'bad' : 'good', FALSE: trouble ? 'good' : 'bad'};
  const words = {TRUE: 'Yes', FALSE: 'No', UNKNOWN: 'Unknown'};
  return state(
    marks[condition.state] || 'unknown',
    words[condition.state] || condition.state,
    condition.message,
    condition.since);
}

function state(mark, word, message, since) {
  return {mark, word, message: message || '', since: since || ''};
}

const WORST = ['bad', 'unknown', 'busy', 'good'];

/** Trouble first. */
export function byTrouble(a, b) {
  return WORST.indexOf(stateOf(a).mark) - WORST.indexOf(stateOf(b).mark);
}

/** Told apart by their outlines, also where there is no colour. */
export const SHAPES = {
  good: 'M8 1.5a6.5 6.5 0 1 0 0 13a6.5 6.5 0 1 0 0 -13zM4.6 8.2l2.4 2.4l4.4 -5',
  bad: 'M8 1.5L15 14H1zM8 6v4M8 11.6v.8',
  unknown: 'M8 .8L15.2 8L8 15.2L.8 8zM6.2 6.6a1.8 1.8 0 1 1 2.4 1.8q-.6 .3 -.6 1.2M8 11v.6',
  busy: 'M2.5 2.5h11v11h-11zM8 5v3.4l2.2 1.2',
  create: 'M2 2h12v12H2zM8 5v6M5 8h6',
  change: 'M2 2h12v12H2zM5 6.5q1.5 -1.6 3 0t3 0M5 10q1.5 -1.6 3 0t3 0',
  move: 'M2 2h12v12H2zM4.6 8h6.6M8.6 5.2L11.4 8l-2.8 2.8',
  remove: 'M2 2h12v12H2zM5 8h6',
};

export function shape(mark) {
  return s(
    'svg',
    {class: `mark ${mark}`, viewBox: '0 0 16 16', width: 16, height: 16, 'aria-hidden': 'true'},
    s('path', {d: SHAPES[mark]}));
}

/** @param {State} is */
export function badge(is) {
  return h('span', {class: `state ${is.mark}`}, shape(is.mark), h('span', {}, is.word));
}

const UNITS = [['day', 86400], ['h', 3600], ['min', 60], ['s', 1]];

/** For how long, as of now; the moment itself for who asks. */
export function since(text) {
  const moment = new Date(text || NaN);
  if (Number.isNaN(moment.getTime())) {
    return h('span', {class: 'quiet'}, '–');
  }
  return h('time', {datetime: text, title: moment.toLocaleString('en-GB')}, ago(moment));
}

export function ago(moment) {
  const seconds = Math.max(0, Math.round((Date.now() - moment.getTime()) / 1000));
  const [word, size] = /** @type {any} */ (UNITS.find(([, size]) => seconds >= size) || UNITS[3]);
  const count = Math.floor(seconds / size);
  return `${count} ${word}${word === 'day' && count !== 1 ? 's' : ''}`;
}

const BINARY = ['B', 'KiB', 'MiB', 'GiB', 'TiB', 'PiB'];

export function bytes(amount) {
  let value = Number(amount);
  let unit = 0;
  while (value >= 1024 && unit < BINARY.length - 1) {
    value /= 1024;
    unit++;
  }
  return `${number(value)} ${BINARY[unit]}`;
}

export function number(value) {
  const digits = Math.abs(value) >= 100 ? 0 : Math.abs(value) >= 10 ? 1 : 2;
  return Number(value).toLocaleString('en-GB', {maximumFractionDigits: digits});
}

/** Money and carbon may be small: three figures that count. */
export function small(value) {
  return Number(value).toLocaleString('en-GB', {maximumSignificantDigits: 3});
}

export function amount(unit, value) {
  if (value === undefined) {
    return '–';
  }
  return unit === 'memory' || unit === 'storage' ? bytes(value) : number(Number(value));
}

export function count(n, one, many = one + 's') {
  return `${number(n)} ${n === 1 ? one : many}`;
}

/** The name in a reference Kind/tenant/name. */
export function nameIn(ref) {
  return String(ref || '').split('/').slice(2).join('/');
}

/** True if nothing real stands behind it. */
export function isSimulated(resource) {
  return Boolean(resource.status?.simulated ?? resource.labels?.simulated === 'true');
}

/** Where an application answers. */
export function addresses(r) {
  const all = Object.entries(r.status?.addresses || {}).sort().slice(0, 5);
  return all.length === 0 ? '–' : all.map(([, address]) => h('span', {class: 'address'}, link(String(address), String(address))));
}
