// @ts-check
// One application: where it runs, how it is, what happened to it, and what would be done to it.

import {ask, get, said} from './api.js';
import {h, link, show} from './dom.js';
import {Live} from './live.js';
import {picture} from './picture.js';
import {plan} from './plan.js';
import {edge, model, replicas} from './resources.js';
import {section, table} from './tables.js';
import {addresses, badge, byTrouble, isSimulated, nameIn, number, ofCondition, since, stateOf} from './words.js';

const MOST_INSTANCES = 20_000;
const ROWS = 50;
const EVENTS = 30;
const LOG_LINES = 200;

export function application({main, title, news, over}, tenant, name) {
  title(name);
  const live = new Live(wanted(tenant, name), draw, over).start();
  const now = h('div', {id: 'now'}, h('p', {class: 'empty'}, 'Loading the application.'));
  const happened = h('div', {id: 'events'});
  const log = logs(tenant);
  const would = plan({tenant, name, live});
  main.append(now, log.section, section('events', 'Events', happened), would.section);
  let told = 0;
  news(live);

  function draw() {
    news(live);
    if (live.state === 'loading') {
      return;
    }
    const it = live.of('Application')[0];
    for (const part of [log.section, happened.parentElement, would.section]) {
      /** @type {HTMLElement} */ (part).hidden = !it;
    }
    show(now, it ? page(live, it, log) : absent(live, name));
    log.offer(live.of('Instance').sort(byTrouble));
    would.offer(it);
    if (it && it.revision !== told) {
      told = it.revision;
      events(it).then((rows) => show(happened, rows));
    }
  }
  return {live, draw, stop: () => live.stop()};
}

function wanted(tenant, name) {
  const query = (field) => `?tenant=${encodeURIComponent(tenant)}&fieldSelector=${encodeURIComponent(`${field}=${name}`)}`;
  const its = (r) => r.tenant === tenant && r.spec.application === name;
  return [
    {kind: 'Application', plural: 'applications', query: query('/name'), keeps: (r) => r.tenant === tenant && r.name === name},
    {kind: 'Instance', plural: 'instances', query: query('/spec/application'), keeps: its, most: MOST_INSTANCES},
    {kind: 'Connection', plural: 'connections', query: query('/spec/application'), keeps: its},
    {kind: 'Site', plural: 'sites'},
  ];
}

function absent(live, name) {
  return [
    h('h1', {}, name),
    h('p', {class: 'empty'}, live.withheld.has('Application')
      ? 'Your account may not read this application. '
      : 'There is no such application, or no more. ', link('#/', 'To the overview')),
  ];
}

function page(live, it, log) {
  const state = stateOf(it);
  const instances = live.of('Instance').sort(byTrouble);
  const connections = live.of('Connection').sort(byTrouble);
  const all = replicas(instances);
  const simulated = new Set(live.of('Site').filter(isSimulated).map((site) => site.name));
  const drawn = model(it, all, connections.map((c) => edge(c, all)), (site) => simulated.has(site));
  return [
    h('h1', {'data-key': 'title'}, it.name),
    h('p', {class: 'lead', 'data-key': 'lead'}, badge(state), ' ', h('span', {class: 'quiet'}, 'for '), since(state.since),
      h('span', {class: 'quiet'}, ` · tenant ${it.tenant}`), it.spec.description && ` · ${it.spec.description}`),
    state.mark !== 'good' && h('p', {class: `why ${state.mark}`, 'data-key': 'why'}, state.message),
    h('p', {'data-key': 'addresses'}, h('span', {class: 'quiet'}, 'Answers at '), addresses(it)),
    section('picture', 'Where it runs', picture(it.name, drawn)),
    section('instances', 'Instances', instances.length === 0
      ? h('p', {class: 'empty'}, 'Nothing of it runs.')
      : instanceTable(instances, simulated, log),
    live.partial.has('Instance') && h('p', {class: 'quiet'}, `Only the first ${number(MOST_INSTANCES)} were fetched.`)),
    section('connections', 'Connections', connections.length === 0
      ? h('p', {class: 'empty'}, 'Nothing of it calls another.')
      : connectionTable(connections)),
    section('conditions', 'Conditions', conditionTable(it.conditions || [])),
  ];
}

const STATE = {title: 'State', cell: (r) => badge(stateOf(r))};
const SINCE = {title: 'For', cell: (r) => since(stateOf(r).since), kind: 'short'};

function instanceTable(instances, simulated, log) {
  return table('Instances', [
    STATE,
    {title: 'Name', head: true, cell: (r) => r.name},
    {title: 'Component', cell: (r) => r.spec.component},
    {title: 'Where', kind: 'name', cell: (r) => [`${r.spec.site}, ${nameIn(r.spec.host)}`, simulated.has(r.spec.site) && h('span', {class: 'simulated'}, 'simulated')]},
    SINCE,
    {title: 'Restarts', cell: (r) => number(r.status?.restarts ?? 0), kind: 'figure'},
    {title: 'Says', cell: (r) => stateOf(r).message || '–', kind: 'long'},
    {title: 'Log', cell: (r) => h('button', {type: 'button', 'aria-label': `Log of ${r.name}`, onclick: () => log.choose(r.name)}, 'Log')},
  ], instances, {most: ROWS, key: (r) => r.name});
}

function connectionTable(connections) {
  return table('Connections', [
    STATE,
    {title: 'From', head: true, cell: (r) => r.spec.from},
    {title: 'To', cell: (r) => `${r.spec.to} (${r.spec.port})`},
    {title: 'Address', cell: (r) => r.status?.address || '–'},
    {title: 'Leads to', cell: (r) => (r.status?.instances || []).slice(0, 5).join(', ') || '–', kind: 'long'},
    SINCE,
    {title: 'Says', cell: (r) => stateOf(r).message || '–', kind: 'long'},
  ], connections, {most: ROWS, key: (r) => r.name});
}

function conditionTable(conditions) {
  return table('Conditions', [
    {title: 'Condition', head: true, cell: (c) => c.type},
    {title: 'Holds', cell: (c) => badge(ofCondition(c))},
    {title: 'For', cell: (c) => since(c.since), kind: 'short'},
    {title: 'Reason', cell: (c) => c.reason},
    {title: 'Says', cell: (c) => c.message, kind: 'long'},
  ], conditions, {most: ROWS, key: (c) => c.type});
}

async function events(it) {
  const subject = encodeURIComponent(`Application/${it.tenant}/${it.name}`);
  try {
    const found = await get(`/events?subject=${subject}&newestFirst=true&limit=${EVENTS}`);
    return found.items.length === 0 ? h('p', {class: 'empty'}, 'Nothing was noted.') : table('Events, the newest first', [
      {title: 'When', cell: (e) => [since(e.at), ' ago'], kind: 'short'},
      {title: 'What', head: true, cell: (e) => e.body.message || e.body.reason},
      {title: 'By', cell: (e) => e.actor, kind: 'name'},
    ], found.items, {most: EVENTS, key: (e) => String(e.number)});
  } catch (e) {
    return h('p', {class: 'empty'}, said(e));
  }
}

/** The end of what an instance wrote; read when it is asked for. */
function logs(tenant) {
  const choice = /** @type {HTMLSelectElement} */ (h('select', {id: 'log-of'}));
  const text = h('pre', {tabindex: 0, role: 'region', 'aria-label': 'Lines of the log', hidden: true});
  const note = h('p', {class: 'quiet', role: 'status'});
  const read = h('button', {type: 'button', onclick: () => show(choice.value)}, 'Read the log');
  let known = '';

  async function show(name) {
    note.replaceChildren('Reading.');
    try {
      const path = `/instances/${encodeURIComponent(tenant)}/${encodeURIComponent(name)}/logs?lines=${LOG_LINES}`;
      const answer = await (await ask(path)).json();
      const lines = String(answer.text || '').split('\n');
      text.replaceChildren(lines.slice(-LOG_LINES).join('\n') || '(nothing yet)');
      text.hidden = false;
      text.scrollTop = text.scrollHeight;
      note.replaceChildren(`The end of the log of ${name}, as of ${new Date().toLocaleTimeString('en-GB')}.`);
    } catch (e) {
      text.hidden = true;
      note.replaceChildren(said(e));
    }
  }

  return {
    section: section('log', 'Log', h('p', {class: 'row'}, h('label', {for: 'log-of'}, 'Of instance'), choice, read), note, text),
    offer(instances) {
      const names = instances.slice(0, 500).map((r) => r.name);
      if (names.join() !== known) {
        known = names.join();
        const chosen = choice.value;
        choice.replaceChildren(...names.map((name) => h('option', {value: name}, name)));
        choice.value = names.includes(chosen) ? chosen : names[0] || '';
      }
    },
    choose(name) {
      choice.value = name;
      choice.scrollIntoView({block: 'center'});
      choice.focus();
      show(name);
    },
  };
}
