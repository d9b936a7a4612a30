import { describe, expect, it } from 'vitest'
import { toApp, toPage } from '../../../browser-host/addresses.ts'

describe('addresses', () => {
  it.each(['app://client/renderer/index.html', 'app://client/sealed/x?offset=1', 'app://prompt/'])('go into the browser and come back: %s', (address) => {
    expect(toPage(address)).toMatch(/^http:\/\/[a-z]+\.sealbid\.localhost\//)
    expect(toApp(toPage(address))).toBe(address)
  })

  it.each(['http://client.sealbid.localhost.evil.example/', 'http://client.sealbid.localhost:8080/', 'https://client.sealbid.localhost/', 'http://x@client.sealbid.localhost/', 'blob:http://client.sealbid.localhost/1'])('are no addresses of ours: %s', (address) => {
    expect(toApp(address)).toBe(address)
  })
})
