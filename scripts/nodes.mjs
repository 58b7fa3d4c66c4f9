// Packs this clone, and tries the package with several versions of Node, each from the npm package `node`, in a temporary folder.
// Usage: node scripts/nodes.mjs [version…]

import { execFileSync } from 'node:child_process'
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'

const root = resolve(import.meta.dirname, '..')
/** The oldest that fits and the newest of each line; then one that is too old, of which only the gate is tried. */
const wanted = process.argv.length > 2 ? process.argv.slice(2) : ['20.19.0', '20', '22', '24', '26']
const tooOld = '18'

const folder = mkdtempSync(join(tmpdir(), 'pick-llm-'))
const npm = (cwd, ...words) => execFileSync('npm', [...words, '--no-audit', '--no-fund', '--loglevel=error'], { cwd, encoding: 'utf8' })

function folderWith(name, ...packages) {
  const cwd = join(folder, name)
  mkdirSync(cwd)
  writeFileSync(join(cwd, 'package.json'), '{ "private": true }')
  npm(cwd, 'install', ...packages)
  return cwd
}

/** Its install script is what brings the binary. */
const nodeOf = (version) => join(folderWith(`node-${version}`, `node@${version}`), 'node_modules/node/bin/node')

let failed = 0
try {
  const [{ filename }] = JSON.parse(npm(root, 'pack', '--ignore-scripts', '--json', '--pack-destination', folder))
  const cwd = folderWith('installed', join(folder, filename))
  const attempt = (version, words, fits) => {
    try {
      const node = nodeOf(version)
      const is = execFileSync(node, ['--version'], { encoding: 'utf8' }).trim()
      console.log(`node@${version} (${is}): ${fits(() => execFileSync(node, words, { cwd, encoding: 'utf8', stdio: 'pipe' }))}`)
    } catch (error) {
      failed++
      console.log(`node@${version}: ${error.stderr || error.message}`)
    }
  }
  for (const version of wanted) attempt(version, [join(root, 'scripts/smoke.mjs')], (run) => run().trim())
  attempt(tooOld, ['node_modules/pick-llm/bin/pick-llm.js', '--version'], (run) => {
    try {
      run()
    } catch ({ status, stderr }) {
      if (status === 2 && /^pick-llm needs Node .+\n$/.test(stderr)) return `refused: ${stderr.trim()}`
    }
    throw new Error('was not refused in one line with exit code 2')
  })
} finally {
  rmSync(folder, { recursive: true })
}
process.exitCode = failed > 0 ? 1 : 0
