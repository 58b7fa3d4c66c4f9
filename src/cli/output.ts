// Standard output or standard error → where texts are written to.

import { fstatSync, writeSync } from 'node:fs'
import process from 'node:process'

/** What is used of a stream. Errors come to the callback, and streams emit them as well. */
export interface Output {
  readonly isTTY?: boolean
  readonly columns?: number
  readonly write: (text: string, callback?: (error?: Error | null) => void) => boolean
  readonly once: (event: 'error', listener: (error: Error) => void) => unknown
  readonly off: (event: 'error', listener: (error: Error) => void) => unknown
  /** The same as a stream, which lets signals through while its reader is slow; where it is not one anyway. */
  readonly stream?: () => Output
}

/**
 * Making the stream of a pipe or a file takes Node a third of its own start, and then it writes at once, as is done here.
 * Anything else, such as a terminal, gets the stream of the process.
 */
export function outputOf(name: 'stdout' | 'stderr'): Output {
  const descriptor = name === 'stdout' ? 1 : 2
  if (process.platform === 'win32' || !isPlain(descriptor)) return process[name]
  return {
    isTTY: false,
    write: (text, callback) => {
      const bytes = Buffer.from(text)
      let written = 0
      try {
        while (written < bytes.length) written += writeSync(descriptor, bytes, written)
      } catch (error) {
        const { code } = error as NodeJS.ErrnoException
        // Somebody made the pipe one that does not wait: the stream knows how to.
        if (code === 'EAGAIN') return process[name].write(bytes.subarray(written), callback)
        if (code === undefined) throw error
        callback?.(error as Error)
        return true
      }
      callback?.(null)
      return true
    },
    once: () => undefined,
    off: () => undefined,
    stream: () => process[name],
  }
}

function isPlain(descriptor: number): boolean {
  try {
    const stats = fstatSync(descriptor)
    return stats.isFile() || stats.isFIFO() || stats.isSocket()
  } catch {
    return false
  }
}
