// The real YAML language server in a process of its own, spoken to over its standard streams as editors do.

import { type ChildProcess, spawn } from 'node:child_process'
import { createRequire } from 'node:module'
import { resolve } from 'node:path'
import { pathToFileURL } from 'node:url'

interface Diagnostic {
  /** From 1, as people count. */
  readonly line: number
  readonly message: string
}

export interface Server {
  /** Opens a text under a name, which need not exist, and returns what the editor would underline. */
  readonly open: (path: string, text: string) => Promise<readonly Diagnostic[]>
  /** What is offered where the text has `‸`. */
  readonly complete: (path: string, text: string) => Promise<readonly { readonly label: string; readonly documentation: string }[]>
  /** What is shown over the place where the text has `‸`. */
  readonly hover: (path: string, text: string) => Promise<string>
  /** Addresses that it tried to reach. */
  readonly reached: () => readonly string[]
  readonly close: () => void
}

const require = createRequire(import.meta.url)

interface Message {
  readonly id?: number
  readonly method?: string
  readonly params?: unknown
  readonly result?: unknown
  readonly error?: unknown
}

const usual = { schemaStore: { enable: false, url: '' }, validate: true, completion: true, hover: true }

/** No socket gets out of the server's process, and each that tries leaves a line on stderr. */
const noNetwork = `import net from 'node:net'
import dns from 'node:dns'
const refuse = (...to) => { process.stderr.write('reached ' + JSON.stringify(to[0]) + '\\n'); throw new Error('no network here') }
net.Socket.prototype.connect = refuse
dns.lookup = refuse`

/** `schemas` as in the settings of an editor: a schema, and the files that it is for. */
export async function startServer(schemas: Readonly<Record<string, unknown>> = {}): Promise<Server> {
  const settings = { ...usual, schemas }
  const program = require.resolve('yaml-language-server/bin/yaml-language-server')
  const shield = `data:text/javascript,${encodeURIComponent(noNetwork)}`
  const child = spawn(process.execPath, ['--import', shield, program, '--stdio'], { stdio: 'pipe' })
  let stderr = ''
  child.stderr.on('data', (chunk) => (stderr += chunk))
  const line = speak(child, settings)
  const asked = {
    textDocument: { completion: { completionItem: { documentationFormat: ['markdown'] } }, hover: { contentFormat: ['markdown'] } },
  }
  await line.request('initialize', { processId: process.pid, rootUri: pathToFileURL('.').href, capabilities: asked })
  line.notify('initialized', {})
  line.notify('workspace/didChangeConfiguration', { settings: { yaml: settings } })

  let opens = 0
  const opened = async (path: string, text: string) => {
    // A name of its own each time, since the server remembers what a name held, and clears its lines when it is closed.
    const uri = pathToFileURL(resolve(path.replace(/([^/]+)$/, `${++opens}-$1`))).href
    const diagnostics = line.next('textDocument/publishDiagnostics', (params) => (params as { uri: string }).uri === uri)
    line.notify('textDocument/didOpen', { textDocument: { uri, languageId: 'yaml', version: 1, text } })
    const found = (await diagnostics) as { diagnostics: { range: { start: { line: number } }; message: string }[] }
    return { uri, found: found.diagnostics.map(({ range, message }) => ({ line: range.start.line + 1, message })) }
  }
  const close = (uri: string) => line.notify('textDocument/didClose', { textDocument: { uri } })
  const ask = async (method: string, path: string, marked: string) => {
    const before = marked.slice(0, marked.indexOf('‸')).split('\n')
    const position = { line: before.length - 1, character: before.at(-1)?.length ?? 0 }
    const { uri } = await opened(path, marked.replace('‸', ''))
    const answer = await line.request(method, { textDocument: { uri }, position })
    close(uri)
    return answer
  }
  return {
    open: async (path, text) => {
      const { uri, found } = await opened(path, text)
      close(uri)
      return found
    },
    complete: async (path, text) => {
      const { items } = (await ask('textDocument/completion', path, text)) as { items: { label: string; documentation?: unknown }[] }
      return items.map(({ label, documentation }) => ({ label, documentation: wordsOf(documentation) }))
    },
    hover: async (path, text) => wordsOf(((await ask('textDocument/hover', path, text)) as { contents: unknown } | null)?.contents),
    reached: () => stderr.split('\n').filter((each) => each.startsWith('reached ')),
    close: () => child.kill(),
  }
}

const wordsOf = (value: unknown): string =>
  typeof value === 'string' ? value : typeof value === 'object' && value !== null && 'value' in value ? String(value.value) : ''

/** Settings are asked for by section; anything else needs no answer but that it was heard. */
function answerTo({ method, params }: Message, settings: unknown): unknown {
  if (method !== 'workspace/configuration') return null
  return (params as { items: { section: string }[] }).items.map(({ section }) => (section === 'yaml' ? settings : null))
}

/** JSON-RPC with a header before each message. */
function speak(child: ChildProcess, settings: unknown) {
  const waiting = new Map<number, { resolve: (result: unknown) => void; reject: (error: Error) => void }>()
  const listeners = new Set<(message: Message) => void>()
  let buffer = Buffer.alloc(0)
  let last = 0
  const send = (message: Message) => {
    const body = JSON.stringify({ jsonrpc: '2.0', ...message })
    child.stdin?.write(`Content-Length: ${Buffer.byteLength(body)}\r\n\r\n${body}`)
  }
  const take = (message: Message) => {
    if (message.method !== undefined && message.id !== undefined) send({ id: message.id, result: answerTo(message, settings) })
    else if (message.id !== undefined) {
      const { error } = message
      if (error) waiting.get(message.id)?.reject(new Error(JSON.stringify(error)))
      else waiting.get(message.id)?.resolve(message.result)
      waiting.delete(message.id)
    } else for (const listener of listeners) listener(message)
  }
  child.stdout?.on('data', (chunk: Buffer) => {
    buffer = Buffer.concat([buffer, chunk])
    for (;;) {
      const end = buffer.indexOf('\r\n\r\n')
      const length = Number(/Content-Length: (\d+)/.exec(buffer.subarray(0, Math.max(0, end)).toString())?.[1])
      if (end < 0 || buffer.length < end + 4 + length) return
      const body = buffer.subarray(end + 4, end + 4 + length).toString()
      buffer = buffer.subarray(end + 4 + length)
      take(JSON.parse(body) as Message)
    }
  })
  return {
    notify: (method: string, params: unknown) => send({ method, params }),
    request: (method: string, params: unknown) =>
      new Promise<unknown>((resolve, reject) => {
        waiting.set(++last, { resolve, reject })
        send({ id: last, method, params })
      }),
    next: (method: string, fits: (params: unknown) => boolean) =>
      new Promise<unknown>((resolve) => {
        const listener = (message: Message) => {
          if (message.method !== method || !fits(message.params)) return
          listeners.delete(listener)
          resolve(message.params)
        }
        listeners.add(listener)
      }),
  }
}
