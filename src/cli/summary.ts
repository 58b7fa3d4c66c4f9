// Markdown → the job summary of a GitHub workflow, appended to the file that the runner names.

import { appendFile, stat } from 'node:fs/promises'
import { cannotWrite, type Terminal, variable } from './terminal.ts'

/** GitHub takes 1024 KiB for each step, and drops the whole of anything longer. */
const most = 1_000_000

const note = '\n_Cut here: it was longer._\n'

/** Whether a runner asks for it. */
export const hasSummary = (terminal: Terminal): boolean => variable(terminal, 'GITHUB_STEP_SUMMARY') !== undefined

/** Does nothing where no runner asks for it, or where what was written before leaves no room. Throws `UserError` with exit code 4. */
export async function appendSummary(terminal: Terminal, markdown: string): Promise<void> {
  const path = variable(terminal, 'GITHUB_STEP_SUMMARY')
  if (path === undefined) return
  const before = await stat(path).catch(() => undefined)
  const text = fitting(`${markdown}\n`, most - (before?.size ?? 0))
  if (text !== '')
    await appendFile(path, text).catch((error: NodeJS.ErrnoException) => Promise.reject(cannotWrite('the job summary', error)))
}

/** As many whole lines as there is room for, in bytes. */
function fitting(markdown: string, room: number): string {
  const bytes = Buffer.from(markdown)
  if (bytes.length <= room) return markdown
  const left = room - note.length
  return left <= 0 ? '' : bytes.subarray(0, bytes.lastIndexOf('\n', left - 1) + 1).toString('utf8') + note
}
