// @ts-check
// Which view is shown, who is logged in, and whether what is shown is as of now.

import {forget, logout, onSession, who} from './api.js';
import {application} from './application.js';
import {h, show} from './dom.js';
import {login} from './login.js';
import {overview} from './overview.js';
import {ago} from './words.js';

const main = at('main');
const TICK = 5_000;

/** @type {{stop: () => void, live?: import('./live.js').Live, draw?: () => void} | null} */
let view = null;
let said = '';

function at(id) {
  return /** @type {HTMLElement} */ (document.getElementById(id));
}

function start(moved) {
  view?.stop();
  view = null;
  said = '';
  frame();
  main.replaceChildren();
  if (!who()) {
    title('Log in');
    login(main, () => start(true));
    return;
  }
  const words = location.hash.replace(/^#\/?/, '').split('/').map(decoded);
  const tools = {main, title, news, over};
  view = words[0] === 'applications' && words.length === 3
    ? application(tools, words[1], words[2])
    : overview(tools);
  if (moved) {
    main.focus();
  }
  window.scrollTo(0, 0);
}

function decoded(word) {
  try {
    return decodeURIComponent(word);
  } catch {
    return '';
  }
}

function title(text) {
  document.title = text ? `${text} · Hansa` : 'Hansa';
}

function over() {
  forget();
  start(false);
  const note = document.getElementById('login-error');
  note?.replaceChildren('The session is over. Log in again; you will be where you were.');
}

function frame() {
  const name = who();
  at('who').hidden = !name;
  at('nav').hidden = !name;
  show(at('nav'), h('a', {href: '#/', 'aria-current': here('') ? 'page' : false}, 'Overview'));
  show(
    at('who'),
    h('span', {class: 'name'}, name.replace(/^user:/, '')),
    h('button', {type: 'button', id: 'logout', onclick: leave}, 'Log out'));
  if (!name) {
    at('news').hidden = true;
  }
}

function here(path) {
  return location.hash.replace(/^#\/?/, '') === path;
}

async function leave() {
  view?.stop();
  await logout();
  location.hash = '#/';
  start(false);
}

/** Says whether what is shown is as of now; aloud only when that changes. */
function news(live) {
  const words = {
    loading: 'Loading',
    live: 'Live',
    cut: `Cut off for ${ago(live.cutSince || new Date())}: what is shown may have changed. Trying again.`,
    over: '',
  };
  at('news').hidden = live.state === 'over';
  at('news').className = `news ${live.state}`;
  const text = h('span', {'data-key': live.state}, words[live.state]);
  // The clock in it goes on in silence.
  at('news').setAttribute('aria-live', live.state === said ? 'off' : 'polite');
  said = live.state;
  show(at('news'), h('span', {class: 'dot', 'aria-hidden': 'true'}), text);
}

at('skip').onclick = (event) => {
  event.preventDefault();
  main.focus();
};
window.addEventListener('hashchange', () => start(true));
onSession(() => start(false));
setInterval(() => {
  if (view?.live && !document.hidden) {
    news(view.live);
    view.draw?.();
  }
}, TICK);
start(false);
