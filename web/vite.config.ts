// SPDX-License-Identifier: Apache-2.0
import vue from '@vitejs/plugin-vue'
import { defineConfig } from 'vite'

const server = process.env.LUOSHI_URL ?? 'http://127.0.0.1:8193'

export default defineConfig({
  plugins: [vue()],
  resolve: { alias: { '@': new URL('./src', import.meta.url).pathname } },
  define: { __VUE_OPTIONS_API__: false, __VUE_PROD_DEVTOOLS__: false },
  build: { target: 'chrome90', cssTarget: 'chrome90', assetsInlineLimit: 0 },
  server: { proxy: { '/api': server } },
})
