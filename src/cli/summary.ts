// Markdown → the job summary of a GitHub workflow, appended to the file that the runner names.

import { appendFile } from 'node:fs/promises'
import { cannotWrite, type Terminal, variable } from './terminal.ts'

/** GitHub takes 1024 KiB for each step, and drops the whole of anything longer. */
const most = 1_000_000

/** Does nothing where no runner asks for it. Throws `UserError` with exit code 4. */
export async function appendSummary(terminal: Terminal, markdown: string): Promise<void> {
  const path = variable(terminal, 'GITHUB_STEP_SUMMARY')
  if (path === undefined) return
  const bytes = Buffer.from(markdown)
  const cut =
    bytes.length > most
      ? `${bytes
          .subarray(0, most)
          .toString('utf8')
          .replace(/[^\n]*$/, '')}\n_Cut here: it was longer._\n`
      : markdown
  await appendFile(path, `${cut}\n`).catch((error: NodeJS.ErrnoException) => Promise.reject(cannotWrite('the job summary', error)))
}
