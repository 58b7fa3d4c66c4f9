// An address → the JSON that stands there, within a time and a size, or one clear message why not.

import { exit, UserError } from '../errors.ts'
import { sanitizeLine } from '../sanitize.ts'
import { safeEtag } from './cache.ts'

export interface Wanted {
  readonly url: URL
  /** Of the answer that is here already. */
  readonly etag: string | undefined
  readonly seconds: number
  readonly agent: string
  readonly onBytes: (bytes: number) => void
}

export type Answer = { readonly kind: 'unchanged' } | { readonly kind: 'data'; readonly value: unknown; readonly etag: string | undefined }

const maxBytes = 16 * 1024 * 1024

/** Plain http would let anybody on the way set the prices, so it is for this machine only. Throws `UserError`. */
export function readUrl(text: string): URL {
  const url = URL.canParse(text) ? new URL(text) : undefined
  const local = url !== undefined && ['localhost', '127.0.0.1', '[::1]'].includes(url.hostname)
  const fits =
    url !== undefined && url.username === '' && url.password === '' && (url.protocol === 'https:' || (local && url.protocol === 'http:'))
  if (fits) return url
  throw new UserError(
    'E_VALUE',
    `--from: "${sanitizeLine(text)}" is no address to fetch from.`,
    'Write an https address without a password in it.',
  )
}

/** Throws `UserError` with exit code 3. */
export async function download(wanted: Wanted): Promise<Answer> {
  const { url, etag, seconds, agent } = wanted
  const signal = AbortSignal.timeout(seconds * 1000)
  let text: string
  let newEtag: string | undefined
  try {
    const headers = { accept: 'application/json', 'user-agent': agent, ...(etag === undefined ? {} : { 'if-none-match': etag }) }
    const response = await fetch(url, { headers, signal, redirect: 'error', credentials: 'omit' })
    if (response.status === 304 && etag !== undefined) return { kind: 'unchanged' }
    if (response.status !== 200) {
      await response.body?.cancel()
      throw network(url, `answered with status ${response.status}`)
    }
    newEtag = safeEtag(response.headers.get('etag'))
    text = await readText(response, wanted)
  } catch (error) {
    throw error instanceof UserError ? error : network(url, whatFailed(error, seconds))
  }
  return { kind: 'data', value: parse(text, url), etag: newEtag }
}

/** The bytes are counted after decompression: a small answer can unfold into a huge one. */
async function readText({ body, headers }: Response, { url, onBytes }: Wanted): Promise<string> {
  const tooLarge = () => unusable(url, `is larger than ${maxBytes / 1024 / 1024} MiB`)
  if (Number(headers.get('content-length')) > maxBytes) {
    await body?.cancel()
    throw tooLarge()
  }
  const decoder = new TextDecoder('utf-8', { fatal: true })
  const decode = (chunk?: Uint8Array): string => {
    try {
      return chunk ? decoder.decode(chunk, { stream: true }) : decoder.decode()
    } catch {
      throw unusable(url, 'is not UTF-8')
    }
  }
  let text = ''
  let bytes = 0
  // Leaving the loop by a throw ends the connection.
  for await (const chunk of body ?? []) {
    bytes += chunk.byteLength
    if (bytes > maxBytes) throw tooLarge()
    text += decode(chunk)
    onBytes(bytes)
  }
  return text + decode()
}

function parse(text: string, url: URL): unknown {
  try {
    return JSON.parse(text)
  } catch {
    throw unusable(url, 'is not JSON, or not all of it')
  }
}

/** Only codes of errors are told: their texts are not ours. */
function whatFailed(error: unknown, seconds: number): string {
  const chain = [error, error instanceof Error ? error.cause : undefined]
  if (chain.some((one) => one instanceof Error && one.name === 'TimeoutError')) return `did not answer in full within ${seconds} s`
  if (chain.some((one) => one instanceof Error && one.message === 'unexpected redirect')) return 'redirects to another address'
  const code = chain.map((one) => (one instanceof Error && 'code' in one ? one.code : undefined)).find((one) => typeof one === 'string')
  return `cannot be read${code ? ` (${code})` : ''}`
}

const network = (url: URL, what: string): UserError =>
  new UserError('E_NETWORK', `${url.host} ${what}.`, 'Try again later, or name a mirror with --from.', exit.input)

export const unusable = (url: URL, what: string): UserError =>
  new UserError(
    'E_ANSWER',
    `The answer of ${url.host} ${what}.`,
    'Nothing was changed. Check the address, or name a mirror with --from.',
    exit.input,
  )
