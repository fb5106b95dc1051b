// @ts-check
// What would be done, asked of the planner and shown; nothing is done here.

import {ask, post, said} from './api.js';
import {h, show} from './dom.js';
import {picture} from './picture.js';
import {edge, model, replicas} from './resources.js';
import {section, table} from './tables.js';
import {count, isSimulated, nameIn, shape, small} from './words.js';

const ROWS = 100;
const WHYS = 10;
const WORDS = {create: 'Create', change: 'Change', move: 'Move', remove: 'Remove'};

/** Numbers are sent back as they were written, where the browser lets us see that. */
const exact = (_key, value, context) =>
  typeof value === 'number' && context?.source && /** @type {any} */ (JSON).rawJSON
    ? /** @type {any} */ (JSON).rawJSON(context.source)
    : value;

export function plan({tenant, name, live}) {
  const path = `/applications/${encodeURIComponent(tenant)}/${encodeURIComponent(name)}`;
  const component = /** @type {HTMLSelectElement} */ (h('select', {id: 'plan-component'}));
  const replicasOf = /** @type {HTMLInputElement} */ (h('input', {id: 'plan-replicas', type: 'number', min: 0, max: 100, value: 2}));
  const button = /** @type {HTMLButtonElement} */ (h('button', {type: 'submit', class: 'main'}, 'Plan'));
  const result = h('div', {id: 'plan-result'});
  const note = h('p', {class: 'quiet', role: 'status', id: 'plan-note'});
  let known = '';

  /** The changes, as text: the document as the server wrote it, but for what is to differ. */
  async function changes(kind) {
    const text = await (await ask(path)).text();
    if (kind === 'delete') {
      return JSON.stringify({delete: [`Application/${tenant}/${name}`]});
    }
    if (kind === 'keep') {
      return `{"put":[${text}]}`;
    }
    const document = /** @type {any} */ (JSON.parse)(text, exact);
    document.spec.components.find((c) => c.name === component.value).replicas = Number(replicasOf.value);
    return JSON.stringify({put: [document]});
  }

  async function submit(event) {
    event.preventDefault();
    const kind = new FormData(event.target).get('plan-kind');
    button.disabled = true;
    note.replaceChildren('Planning.');
    try {
      const answer = await (await post('/plan', await changes(kind))).json();
      show(result, await shown(answer, live, tenant));
      note.replaceChildren(`As of revision ${answer.revision}: ${count((answer.changes || []).length, 'change')}. Nothing was done.`);
    } catch (e) {
      show(result);
      note.replaceChildren(said(e), (e.details || []).join('; '));
    } finally {
      button.disabled = false;
    }
  }

  const form = h('form', {class: 'plan', onsubmit: submit},
    h('fieldset', {},
      h('legend', {}, 'What would be done if it'),
      choice('keep', 'is to be as it is described now', true),
      h('div', {class: 'row'}, choice('scale', 'has another number of replicas:'),
        h('label', {for: 'plan-component', class: 'unseen'}, 'Component'), component,
        h('label', {for: 'plan-replicas', class: 'unseen'}, 'Replicas'), replicasOf),
      choice('delete', 'is deleted')),
    button);
  for (const input of [component, replicasOf]) {
    input.onchange = () => {
      /** @type {HTMLInputElement} */ (form.querySelector('#plan-scale')).checked = true;
    };
  }
  return {
    section: section('plan', 'Plan', form, note, result),
    offer(application) {
      const names = (application?.spec.components || []).map((c) => c.name);
      if (names.join() !== known) {
        known = names.join();
        component.replaceChildren(...names.map((n) => h('option', {value: n}, n)));
      }
    },
  };
}

function choice(value, text, checked = false) {
  return h('div', {class: 'choice'},
    h('input', {type: 'radio', name: 'plan-kind', id: `plan-${value}`, value, checked}),
    h('label', {for: `plan-${value}`}, text));
}

async function shown(answer, live, tenant) {
  const lines = answer.changes || [];
  return [
    h('ul', {class: 'sums', 'aria-label': 'The plan in short'}, Object.entries(WORDS).map(([verb, word]) =>
      h('li', {}, h('strong', {}, lines.filter((l) => verbOf(l) === verb).length), h('span', {}, word))),
    Object.entries(answer.cost || {}).map(([currency, more]) =>
      h('li', {}, h('strong', {}, signed(more)), h('span', {}, `${currency} an hour`))),
    answer.gramsPerHour !== undefined && h('li', {}, h('strong', {}, signed(answer.gramsPerHour)), h('span', {}, 'gCO₂e an hour'))),
    (answer.blocked || []).map((text) => h('p', {class: 'why bad'}, 'It would not come to rest: ', text)),
    (answer.unknowns || []).map((text) => h('p', {class: 'quiet'}, text)),
    lines.length > 0 && picture('The plan', drawn(lines, live)),
    lines.length > 0 && table('What would be done', [
      {title: 'Deed', cell: (l) => h('span', {class: `state ${verbOf(l)}`}, shape(verbOf(l)), h('span', {}, WORDS[verbOf(l)]))},
      {title: 'What', head: true, cell: (l) => [h('span', {class: 'quiet'}, l.ref.split('/')[0], ' '), l.ref.split('/')[1] === tenant ? nameIn(l.ref) : l.ref]},
      {title: 'Where', cell: (l) => l.where || '–'},
      {title: 'What differs', cell: (l) => differs(l), kind: 'long'},
      {title: 'Calls', cell: (l) => (l.calls || []).join('; ') || '–', kind: 'long'},
    ], lines, {most: ROWS, key: (l) => l.ref}),
    whys(answer.whys || []),
  ];
}

function signed(value) {
  return (Number(value) > 0 ? '+' : '') + small(value);
}

function verbOf(line) {
  return line.verb.toLowerCase();
}

function differs(line) {
  if (verbOf(line) !== 'change' && verbOf(line) !== 'move') {
    return '–';
  }
  const fields = line.fields || [];
  const words = fields.slice(0, 4).map((f) => `${f.pointer}: ${value(f.before)} → ${value(f.after)}`);
  return words.join('; ') + (fields.length > 4 ? `; and ${fields.length - 4} more` : '');
}

function value(json) {
  const text = json === undefined ? 'nothing' : typeof json === 'string' ? json : JSON.stringify(json);
  return text.length > 40 ? `${text.slice(0, 39)}…` : text;
}

/** What was chosen, and what was refused by something that is no matter of course. */
function whys(all) {
  const told = all.filter((w) => w.constraint === 'chosen');
  const refused = all.filter((w) => w.constraint !== 'chosen' && w.constraint !== 'real');
  const obvious = all.length - told.length - refused.length;
  return all.length > 0 && h('details', {'data-key': 'whys'},
    h('summary', {}, `Why: ${count(told.length, 'choice')}, ${count(refused.length + obvious, 'refusal')}`),
    table('Why', [
      {title: 'For', head: true, cell: (w) => nameIn(w.subject)},
      {title: 'Place', cell: (w) => nameIn(w.candidate)},
      {title: 'By', cell: (w) => w.constraint},
      {title: 'Found', cell: (w) => w.found, kind: 'long'},
      {title: 'Wanted', cell: (w) => w.wanted, kind: 'long'},
    ], [...told, ...refused.slice(0, WHYS)], {most: ROWS, key: (w) => `${w.subject} ${w.candidate} ${w.constraint}`}),
    obvious > 0 && h('p', {class: 'quiet'}, `${count(obvious, 'place')} refused because nothing real stands there.`));
}

function field(line, pointer) {
  return (line.fields || []).find((f) => f.pointer === pointer)?.after;
}

/** What stands now, each thing marked by what would become of it. */
function drawn(lines, live) {
  const by = new Map(lines.map((l) => [l.ref, l]));
  const marked = (line) => ({mark: verbOf(line), word: `${verbOf(line)}d`});
  const instances = live.of('Instance');
  const stays = replicas(instances).map((r, i) => {
    const line = by.get(`Instance/${instances[i].tenant}/${r.name}`);
    return line ? {...r, ...marked(line), site: field(line, '/spec/site') || r.site} : {...r, mark: 'good', word: 'stays'};
  });
  const comes = lines.filter((l) => l.ref.startsWith('Instance/') && verbOf(l) === 'create').map((l) => ({
    ...marked(l),
    name: nameIn(l.ref),
    component: String(field(l, '/spec/component') || nameIn(l.ref)),
    site: String(field(l, '/spec/site') || l.where || ''),
  }));
  const all = [...stays, ...comes];
  const edges = live.of('Connection').map((c) => {
    const line = by.get(`Connection/${c.tenant}/${c.name}`);
    const known = edge(c, all);
    return {...known, mark: line ? verbOf(line) : 'good', text: `${known.from} calls ${known.to}: ${line ? WORDS[verbOf(line)] : 'stays'}`};
  });
  for (const l of lines.filter((x) => x.ref.startsWith('Connection/') && verbOf(x) === 'create')) {
    const [from, to] = [field(l, '/spec/from'), field(l, '/spec/to')].map(String);
    edges.push({from, to, bands: [], mark: 'create', text: `${from} calls ${to}: create`});
  }
  const simulated = new Set(live.of('Site').filter(isSimulated).map((site) => site.name));
  return model(live.of('Application')[0], all, edges, (site) => simulated.has(site));
}

