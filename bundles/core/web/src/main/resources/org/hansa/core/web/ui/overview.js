// @ts-check
// The first page: what is there, what is wrong first.

import {h, link, show} from './dom.js';
import {id, Live} from './live.js';
import {map} from './map.js';
import {table} from './tables.js';
import {addresses, amount, badge, byTrouble, count, isSimulated, number, since, small, stateOf} from './words.js';

const MOST = 50;

const WANTED = [
  {kind: 'Application', plural: 'applications'},
  {kind: 'Site', plural: 'sites'},
  {kind: 'Endpoint', plural: 'endpoints'},
];

export function overview({main, title, news, over}) {
  title('Overview');
  const live = new Live(WANTED, draw, over).start();
  news(live);
  main.append(h('p', {class: 'empty', 'data-key': 'loading'}, 'Loading what is there.'));

  function draw() {
    news(live);
    if (live.state !== 'loading') {
      show(main, page(live));
    }
  }
  return {live, draw, stop: () => live.stop()};
}

function page(live) {
  const applications = live.of('Application').sort(byTrouble);
  const sites = live.of('Site').sort(byTrouble);
  const endpoints = live.of('Endpoint').sort(byTrouble);
  return [
    h('h1', {'data-key': 'title'}, 'Overview'),
    sums(applications, sites, endpoints),
    troubles([...applications, ...sites, ...endpoints]),
    section('applications', 'Applications', live, 'Application',
      applications.length === 0
        ? h('p', {class: 'empty'}, 'No application is deployed. ', h('code', {}, 'hansa:apply'), ' in the shell deploys one.')
        : applicationTable(applications)),
    section('sites', 'Sites', live, 'Site',
      h('div', {class: 'beside', 'data-key': 'beside'}, map(sites), providers(sites)),
      parted('sites', sites, isSimulated, siteTable)),
    section('endpoints', 'Endpoints', live, 'Endpoint',
      parted('endpoints', endpoints, isSimulated, endpointTable)),
  ];
}

function section(key, text, live, kind, ...content) {
  return h('section', {'data-key': key, 'aria-labelledby': `${key}-title`},
    h('h2', {id: `${key}-title`}, text),
    live.withheld.has(kind)
      ? h('p', {class: 'empty'}, 'Your account may not read these.')
      : content,
    live.partial.has(kind) && h('p', {class: 'quiet'}, 'There are more than were fetched.'));
}

function sums(applications, sites, endpoints) {
  const simulated = sites.filter(isSimulated).length;
  const real = sites.length - simulated;
  return h('ul', {class: 'sums', 'data-key': 'sums', 'aria-label': 'In short'},
    sum('applications', number(applications.length), applications.length === 1 ? 'Application' : 'Applications', ready(applications)),
    sum('real', number(real), real === 1 ? 'Site' : 'Sites', capacity(sites.filter((x) => !isSimulated(x)))),
    simulated > 0 && sum('simulated', number(simulated), 'Simulated sites', 'nothing real stands behind them'),
    sum('endpoints', number(endpoints.length), endpoints.length === 1 ? 'Endpoint' : 'Endpoints', ready(endpoints)));
}

function sum(key, figure, text, detail) {
  return h('li', {'data-key': key}, h('strong', {}, figure), h('span', {}, text), h('small', {}, detail));
}

function ready(all) {
  const good = all.filter((r) => stateOf(r).mark === 'good').length;
  return good === all.length ? (good === 0 ? 'none' : 'all ready') : `${number(good)} ready`;
}

function total(sites, unit) {
  return amount(unit, sites.reduce((sum, site) => sum + Number(site.status?.capacity?.[unit] || 0), 0));
}

function capacity(sites) {
  return `${total(sites, 'cpu')} CPU, ${total(sites, 'memory')}`;
}

function providers(sites) {
  const by = new Map();
  for (const site of sites) {
    const key = `${site.spec.provider}\n${isSimulated(site)}`;
    by.set(key, [...(by.get(key) || []), site]);
  }
  const rows = [...by.values()].sort((a, b) => Number(isSimulated(a[0])) - Number(isSimulated(b[0])) || b.length - a.length);
  return rows.length > 0 && table('Providers', [
    {title: 'Provider', head: true, cell: (of) => [of[0].spec.provider, mark(of[0])]},
    {title: 'Sites', cell: (of) => number(of.length), kind: 'figure'},
    {title: 'CPU', cell: (of) => total(of, 'cpu'), kind: 'figure'},
    {title: 'Memory', cell: (of) => total(of, 'memory'), kind: 'figure'},
  ], rows, {most: 9, key: (of) => `${of[0].spec.provider} ${isSimulated(of[0])}`});
}

function troubles(all) {
  const wrong = all.filter((r) => stateOf(r).mark !== 'good');
  return h('section', {'data-key': 'troubles', 'aria-labelledby': 'troubles-title'},
    h('h2', {id: 'troubles-title'}, 'Needs a look'),
    wrong.length === 0
      ? h('p', {class: 'well'}, badge({mark: 'good', word: 'Nothing: all that is there is ready.', message: '', since: ''}))
      : table('What is not ready', TROUBLE, wrong.sort(byTrouble), {most: MOST, key: (r) => `${r.kind} ${id(r)}`}));
}

const STATE = {title: 'State', cell: (r) => badge(stateOf(r))};
const SINCE = {title: 'For', cell: (r) => since(stateOf(r).since), kind: 'short'};
const TENANT = {title: 'Tenant', cell: (r) => r.tenant};

const TROUBLE = [
  STATE,
  {title: 'What', head: true, cell: (r) => [h('span', {class: 'quiet'}, r.kind, ' '), named(r), mark(r)]},
  {title: 'Why', cell: (r) => stateOf(r).message || '–', kind: 'long'},
  SINCE,
];

function named(r) {
  return r.kind === 'Application'
    ? link(`#/applications/${encodeURIComponent(r.tenant)}/${encodeURIComponent(r.name)}`, r.name)
    : r.name;
}

function mark(r) {
  return isSimulated(r) && h('span', {class: 'simulated'}, 'simulated');
}

function applicationTable(applications) {
  return table('Applications', [
    STATE,
    {title: 'Name', head: true, cell: named},
    TENANT,
    {title: 'Components', cell: (r) => components(r)},
    {title: 'Answers at', cell: (r) => addresses(r)},
    SINCE,
  ], applications, {most: MOST, key: id});
}

function components(r) {
  const all = Object.entries(r.status?.components || {}).sort();
  const missing = all.filter(([, text]) => new Set(String(text).split('/')).size > 1);
  return missing.length > 0
    ? missing.slice(0, 5).map(([name, text]) => h('span', {class: 'chip'}, `${name} ${text}`))
    : all.length > 0 ? `${count(all.length, 'component')}, all there` : '–';
}

/** What is real is shown at once, what is simulated for who asks. */
function parted(key, all, simulated, rows) {
  const real = all.filter((r) => !simulated(r));
  const invented = all.filter(simulated);
  return [
    real.length > 0 ? rows(real, `${key}, real`) : h('p', {class: 'empty'}, invented.length > 0 ? 'None is real.' : 'There is none that your account may read.'),
    invented.length > 0 && h('details', {'data-key': `${key} simulated`},
      h('summary', {}, count(invented.length, 'simulated one'), `: nothing real stands behind ${invented.length === 1 ? 'it' : 'them'}`),
      rows(invented, `${key}, simulated`)),
  ];
}

function siteTable(sites, caption) {
  return table(caption, [
    STATE,
    {title: 'Name', head: true, cell: (r) => [r.name, mark(r), r.spec.cordoned && h('span', {class: 'chip'}, 'cordoned')]},
    {title: 'Provider', cell: (r) => r.spec.provider, kind: 'name'},
    {title: 'Law', cell: (r) => r.spec.jurisdiction},
    {title: 'Hosts', cell: (r) => number(r.status?.hosts ?? 0), kind: 'figure'},
    {title: 'CPU', cell: (r) => amount('cpu', r.status?.capacity?.cpu), kind: 'figure'},
    {title: 'Memory', cell: (r) => amount('memory', r.status?.capacity?.memory), kind: 'figure'},
    {title: 'A CPU-hour', cell: (r) => price(r.spec.price), kind: 'figure'},
    {title: 'gCO₂e/kWh', cell: (r) => (r.spec.energy ? number(r.spec.energy.gramsPerKwh) : '–'), kind: 'figure'},
    SINCE,
  ], sites, {most: 2 * MOST, key: id});
}

function price(given) {
  return given ? `${small(given.cpuHour)} ${given.currency}` : '–';
}

function endpointTable(endpoints, caption) {
  return table(caption, [
    STATE,
    {title: 'Name', head: true, cell: (r) => [r.name, mark(r)]},
    {title: 'Driver', cell: (r) => [r.spec.driver, ' ', h('span', {class: 'quiet'}, r.status?.version || '')]},
    {title: 'Site', cell: (r) => r.spec.site},
    {title: 'Can', cell: (r) => (r.status?.facets || []).join(', ') || '–', kind: 'long'},
    SINCE,
  ], endpoints, {most: 2 * MOST, key: id});
}
