// SPDX-License-Identifier: Apache-2.0
import { createApp } from 'vue'
import App from './app/App.vue'
import { router } from './app/router'
import { applyDisplay, showFor } from './state/display'
import { loadSession, loadSystem, session } from './state/session'
import './styles/tokens.css'
import './styles/base.css'

showFor('')
applyDisplay(() => {})
Promise.all([loadSystem(), loadSession()])
  .then(() => session.me && showFor(session.me.username))
  .catch(() => {}) // the page says it where it needs the server
  .finally(() => createApp(App).use(router).mount('#app'))
