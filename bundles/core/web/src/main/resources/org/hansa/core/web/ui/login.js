// @ts-check
// Name and password, once: the browser keeps the cookie, these pages the key.

import {login as enter, said} from './api.js';
import {h} from './dom.js';

export function login(main, done) {
  const error = h('p', {id: 'login-error', class: 'error', role: 'alert'});
  const name = field('name', 'Name', {type: 'text', autocomplete: 'username', autocapitalize: 'none', spellcheck: 'false'});
  const password = field('password', 'Password', {type: 'password', autocomplete: 'current-password'});
  const button = /** @type {HTMLButtonElement} */ (h('button', {type: 'submit', class: 'main'}, 'Log in'));

  async function submit(event) {
    event.preventDefault();
    button.disabled = true;
    error.replaceChildren();
    try {
      await enter(name.input.value, password.input.value);
      password.input.value = '';
      done();
    } catch (e) {
      error.replaceChildren(said(e));
      password.input.value = '';
      password.input.focus();
    } finally {
      button.disabled = false;
    }
  }

  main.append(
    h('form', {class: 'login', onsubmit: submit, method: 'post', 'aria-labelledby': 'login-title'},
      h('h1', {id: 'login-title'}, 'Log in to Hansa'),
      error,
      name.label, name.input,
      password.label, password.input,
      button,
      h('p', {class: 'quiet'}, 'The name and password of your account, as for the shell: ada, or ada@demo for one of tenant demo.')));
  name.input.focus();
}

function field(id, text, attributes) {
  const input = /** @type {HTMLInputElement} */ (h('input', {
    id, name: id, required: true, maxlength: 1000, 'aria-describedby': 'login-error', ...attributes,
  }));
  return {label: h('label', {for: id}, text), input};
}
