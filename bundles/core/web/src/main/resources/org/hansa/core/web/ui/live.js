// @ts-check
// What a view shows, kept as it is now: listed once, then told by the server of each commit.

import {events, list, Refused} from './api.js';

const SILENCE = 25_000;
const LONGEST_WAIT = 15_000;
const HIDDEN = 60_000;
const TOGETHER = 120;

/**
 * @typedef {object} Wanted
 * @property {string} kind
 * @property {string} plural
 * @property {string} [query]
 * @property {(resource: any) => boolean} [keeps]
 * @property {number} [most]
 */

export class Live {
  /** @type {Map<string, Map<string, any>>} */
  #kinds = new Map();
  #after = '';
  #stop = new AbortController();
  #timer = 0;
  #away = 0;
  #wake = () => {};

  /**
   * @param {Wanted[]} wanted
   * @param {(live: Live) => void} changed is told of changes, those that come together once
   * @param {(error: Refused) => void} over is told when nobody is logged in any more
   */
  constructor(wanted, changed, over) {
    this.wanted = wanted;
    this.changed = changed;
    this.over = over;
    /** @type {'loading' | 'live' | 'cut' | 'over'} */
    this.state = 'loading';
    /** @type {Date | null} */
    this.cutSince = null;
    /** Kinds that this account may not read, or not all of which were fetched. */
    this.withheld = new Set();
    this.partial = new Set();
  }

  start() {
    document.addEventListener('visibilitychange', this.#seen);
    window.addEventListener('online', this.#hurry);
    this.#run().catch((e) => this.#fail(e));
    return this;
  }

  stop() {
    this.state = 'over';
    document.removeEventListener('visibilitychange', this.#seen);
    window.removeEventListener('online', this.#hurry);
    clearTimeout(this.#timer);
    clearTimeout(this.#away);
    this.#stop.abort();
    this.#wake();
  }

  /** @returns {any[]} by name */
  of(kind) {
    const all = [...(this.#kinds.get(kind)?.values() || [])];
    return all.sort((a, b) => (a.tenant + '/' + a.name < b.tenant + '/' + b.name ? -1 : 1));
  }

  /** A browser has few connections to one server: a page that nobody sees gives its back. */
  #seen = () => {
    clearTimeout(this.#away);
    if (document.hidden) {
      this.#away = window.setTimeout(() => this.#stop.abort(), HIDDEN);
    } else {
      this.#wake();
    }
  };

  #hurry = () => this.#wake();

  async #run() {
    let failures = 0;
    while (this.state !== 'over') {
      this.#stop = new AbortController();
      const begun = Date.now();
      try {
        if (this.#after === '') {
          await this.#list();
        }
        await this.#follow(() => (failures = 0));
        // The server ends each stream after some minutes: that is no cut.
        if (Date.now() - begun > SILENCE) {
          continue;
        }
      } catch (e) {
        if (this.#fail(e)) {
          return;
        }
      }
      if (/** @type {string} */ (this.state) === 'over') {
        return;
      }
      this.#cut();
      await this.#pause(Math.min(LONGEST_WAIT, 500 * 2 ** failures++));
    }
  }

  /** True if there is no use in going on. */
  #fail(error) {
    if (error instanceof Refused && error.status === 401 && this.state !== 'over') {
      this.stop();
      this.over(error);
      return true;
    }
    if (error instanceof Refused && error.status === 410) {
      this.#after = '';
    }
    return this.state === 'over';
  }

  async #list() {
    const revisions = [];
    for (const want of this.wanted) {
      const known = new Map();
      try {
        const found = await list(`/${want.plural}${want.query || ''}`, want.most);
        found.items.forEach((item) => known.set(id(item), item));
        revisions.push(found.revision);
        this.#mark(this.partial, want.kind, found.more);
        this.withheld.delete(want.kind);
      } catch (e) {
        if (!(e instanceof Refused) || e.status !== 403) {
          throw e;
        }
        this.withheld.add(want.kind);
      }
      this.#kinds.set(want.kind, known);
    }
    this.#after = String(Math.min(...revisions, Number.MAX_SAFE_INTEGER));
    if (revisions.length === 0) {
      this.#after = '0';
    }
  }

  #mark(set, kind, is) {
    if (is) {
      set.add(kind);
    } else {
      set.delete(kind);
    }
  }

  async #follow(begun) {
    let watchdog = 0;
    const stop = this.#stop;
    const sign = () => {
      clearTimeout(watchdog);
      watchdog = window.setTimeout(() => stop.abort(), SILENCE);
      if (this.state !== 'live' && this.state !== 'over') {
        begun();
        this.state = 'live';
        this.cutSince = null;
        this.#soon();
      }
    };
    try {
      const options = {after: this.#after, signal: stop.signal, sign};
      for await (const event of events('/watch', options)) {
        this.#take(event);
      }
    } finally {
      clearTimeout(watchdog);
    }
  }

  #take(event) {
    for (const want of event.data ? this.wanted : []) {
      // Most of what comes is of other kinds, and is not worth reading.
      if (event.data.includes(`"kind":"${want.kind}"`)) {
        this.#put(want, event.type, JSON.parse(event.data));
      }
    }
    if (event.id) {
      this.#after = event.id;
    }
  }

  #put(want, type, resource) {
    const known = this.#kinds.get(want.kind);
    if (!known || resource.kind !== want.kind || !(want.keeps || (() => true))(resource)) {
      return;
    }
    if (type === 'deleted') {
      known.delete(id(resource));
    } else if ((known.get(id(resource))?.revision || 0) < resource.revision) {
      known.set(id(resource), resource);
    }
    this.#soon();
  }

  #cut() {
    if (this.state !== 'cut') {
      this.state = 'cut';
      this.cutSince = new Date();
    }
    this.#soon();
  }

  #soon() {
    this.#timer ||= window.setTimeout(() => {
      this.#timer = 0;
      if (this.state !== 'over') {
        this.changed(this);
      }
    }, TOGETHER);
  }

  async #pause(millis) {
    await new Promise((resolve) => {
      const timer = document.hidden ? 0 : window.setTimeout(resolve, millis);
      this.#wake = () => {
        clearTimeout(timer);
        resolve(undefined);
      };
    });
  }
}

export function id(resource) {
  return `${resource.tenant}/${resource.name}`;
}
