// @ts-check
// The interface as these pages ask it: /api/v1 and nothing else.

const ROOT = '/api/v1';
const KEY = 'hansa.session';
const PAGE = 1000;

/** What the interface refused, in its own words. */
export class Refused extends Error {
  constructor(status, problem) {
    super(problem.detail || `the server answered ${status}`);
    this.status = status;
    this.cure = problem.cure || '';
    this.details = (problem.errors || []).map((e) => `${e.pointer}: ${e.detail}`);
  }
}

/** For a person, whatever went wrong. */
export function said(error) {
  return error instanceof Refused ? `${error.message.charAt(0).toUpperCase()}${error.message.slice(1)}. ${error.cure}` : 'The server does not answer. Try again in a moment.';
}

/** Shared by all tabs of this origin; without the cookie, which no script sees, it is worth nothing. */
function session() {
  try {
    return JSON.parse(localStorage.getItem(KEY) || 'null');
  } catch {
    return null;
  }
}

export function who() {
  return session()?.name || '';
}

export function forget() {
  localStorage.removeItem(KEY);
}

/** Told when another tab logs in or out. */
export function onSession(run) {
  window.addEventListener('storage', (event) => {
    if (event.key === KEY || event.key === null) {
      run();
    }
  });
}

/**
 * @param {string} path below /api/v1
 * @param {RequestInit & {headers?: Record<string, string>}} options
 * @returns {Promise<Response>} of a status below 300
 */
export async function ask(path, options = {}) {
  const response = await fetch(ROOT + path, {
    cache: 'no-store',
    redirect: 'error',
    ...options,
    headers: {Accept: 'application/json', 'X-Hansa-Session': session()?.key || 'none', ...options.headers},
  });
  if (response.ok) {
    return response;
  }
  const problem = await response.json().catch(() => ({}));
  throw new Refused(response.status, problem);
}

export async function get(path) {
  return (await ask(path)).json();
}

export async function post(path, text) {
  const headers = {'Content-Type': 'application/json'};
  return ask(path, {method: 'POST', headers, body: text});
}

export async function login(name, password) {
  const answer = await (await post('/session', JSON.stringify({name, password}))).json();
  localStorage.setItem(KEY, JSON.stringify({name: answer.name, key: answer.key}));
}

/** The server forgets it, and then the browser; out of reach of the server, the browser alone. */
export async function logout() {
  await ask('/session', {method: 'DELETE'}).catch(() => undefined);
  forget();
}

/**
 * All of a list, page by page, up to a bound.
 *
 * @returns {Promise<{items: any[], revision: number, more: boolean}>}
 */
export async function list(path, most = 20000) {
  const items = [];
  let revision = 0;
  let cursor = '';
  do {
    const join = path.includes('?') ? '&' : '?';
    const next = cursor ? `&cursor=${encodeURIComponent(cursor)}` : '';
    const page = await get(`${path}${join}limit=${PAGE}${next}`);
    items.push(...page.items);
    revision = page.revision;
    cursor = page.next || '';
  } while (cursor && items.length < most);
  return {items, revision, more: cursor !== ''};
}

/**
 * Server-sent events, each as it comes. EventSource could not send the key.
 *
 * @param {string} path
 * @param {{after: string, signal: AbortSignal, sign: () => void}} options sign is told of each byte
 */
export async function* events(path, {after, signal, sign}) {
  const headers = {Accept: 'text/event-stream', 'Last-Event-ID': after};
  const response = await ask(path, {headers, signal});
  const reader = /** @type {ReadableStream} */ (response.body).getReader();
  const decoder = new TextDecoder();
  let rest = '';
  let event = {id: '', type: '', data: ''};
  for (;;) {
    const {done, value} = await reader.read();
    if (done) {
      return;
    }
    sign();
    const lines = (rest + decoder.decode(value, {stream: true})).split('\n');
    rest = lines.pop() || '';
    for (const line of lines) {
      if (line === '') {
        yield event;
        event = {id: '', type: '', data: ''};
      } else if (line.startsWith('id: ')) {
        event.id = line.slice(4);
      } else if (line.startsWith('event: ')) {
        event.type = line.slice(7);
      } else if (line.startsWith('data: ')) {
        event.data = line.slice(6);
      }
    }
  }
}
