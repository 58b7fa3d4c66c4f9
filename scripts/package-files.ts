// What the bundle holds → the files shipped beside it: types, an ESM face, licence texts of others, and a bill of materials.

import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Plugin } from 'rolldown'
import { libraryTypes } from './library-types.ts'

interface Manifest {
  readonly name: string
  readonly version: string
  readonly license?: string
  readonly dependencies?: Readonly<Record<string, string>>
}

interface Bundled extends Manifest {
  /** Inside the project. */
  readonly folder: string
  /** The text of its licence file. */
  readonly text: string
}

export function packageFiles(root: string): Plugin {
  return {
    name: 'package-files',
    generateBundle(_, bundle) {
      const chunks = Object.values(bundle).flatMap((output) => (output.type === 'chunk' ? [output] : []))
      const modules = chunks.flatMap((chunk) =>
        Object.entries(chunk.modules).flatMap(([id, { renderedLength }]) => (renderedLength ? [id] : [])),
      )
      const bundled = packagesOf(root, modules)
      const library = chunks.find(({ fileName }) => fileName === 'index.cjs')
      if (!library) throw new Error('index.cjs: the library is not among the chunks')
      const emit = (fileName: string, source: string) => this.emitFile({ type: 'asset', fileName, source })
      emit('index.mjs', esmFace(library.exports))
      emit(
        'index.d.cts',
        libraryTypes(join(root, 'src')).replace(/^(?: {2})+/gm, (indent) => '\t'.repeat(indent.length / 2)),
      )
      emit('index.d.mts', "export * from './index.cjs';\n")
      emit('THIRD-PARTY-LICENSES.txt', licenceTexts(bundled))
      emit('sbom.cdx.json', `${JSON.stringify(billOfMaterials(root, bundled))}\n`)
    },
  }
}

/** One state for both kinds of import, and half the size of two bundles. */
const esmFace = (names: readonly string[]): string =>
  `import library from './index.cjs'\n\nexport const { ${names.toSorted().join(', ')} } = library\n`

/** The packages of these modules by name. Throws for one without a licence text, which could not be shipped. */
function packagesOf(root: string, modules: readonly string[]): readonly Bundled[] {
  const folders = modules.flatMap((id) => /^.*\/node_modules\/(?:@[^/]+\/)?[^/]+/.exec(id.replaceAll('\\', '/'))?.[0] ?? [])
  return [...new Set(folders)]
    .map((folder): Bundled => {
      const manifest = JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8')) as Manifest
      const file = readdirSync(folder).find((name) => /^licen[cs]e(-\w+)?(\.(md|txt))?$/i.test(name))
      if (file === undefined) throw new Error(`${manifest.name}: has no licence file to ship`)
      return { ...manifest, folder: folder.slice(root.length + 1), text: readFileSync(join(folder, file), 'utf8').trim() }
    })
    .sort((a, b) => (idOf(a) < idOf(b) ? -1 : 1))
}

const idOf = ({ name, version }: Manifest): string => `${name}@${version}`

/** Each text once, under the notices of all the packages that have it. */
function licenceTexts(bundled: readonly Bundled[]): string {
  const byTerms = new Map<string, { readonly terms: string; readonly notices: string[] }>()
  for (const each of bundled) {
    const paragraphs = each.text.split(/\n\s*\n/)
    // The terms come after the last line that names a holder; what says whose it is differs from package to package.
    const last = paragraphs.findLastIndex((paragraph) => /^\s*(copyright|\(c\)|©)/im.test(paragraph))
    const [notice, terms] = [paragraphs.slice(0, last + 1), paragraphs.slice(last + 1)].map((part) => part.join('\n\n').trim())
    const key = (terms ?? '').replace(/\s+/g, ' ')
    const entry = byTerms.get(key) ?? { terms: terms ?? '', notices: [] }
    entry.notices.push(`${idOf(each)}\n${notice}`)
    byTerms.set(key, entry)
  }
  const sections = [...byTerms.values()].map(({ terms, notices }) => `${notices.join('\n\n')}\n\n${terms}\n`)
  return ['pick-llm contains code of the packages below, each under the terms that follow it.\n', ...sections].join('\n---\n\n')
}

const purlOf = ({ name, version }: Manifest): string => `pkg:npm/${name.replace('@', '%40')}@${version}`

/** CycloneDX 1.6. Without a time or a random number in it, so that the same source gives the same file. */
function billOfMaterials(root: string, bundled: readonly Bundled[]) {
  const own = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')) as Manifest
  const lock = JSON.parse(readFileSync(join(root, 'package-lock.json'), 'utf8')) as { packages: Record<string, { integrity?: string }> }
  const component = (manifest: Manifest) => ({
    'bom-ref': idOf(manifest),
    ...nameOf(manifest.name),
    version: manifest.version,
    licenses: [{ expression: manifest.license }],
    purl: purlOf(manifest),
  })
  const byName = new Map(bundled.map((each) => [each.folder, each]))
  /** The nearest one up the folders, as Node finds it. */
  const found = (from: string, name: string): Bundled | undefined => {
    const folders = from.split('/node_modules/').map((_, index, all) => all.slice(0, all.length - index).join('/node_modules/'))
    for (const folder of folders) {
      const nested = byName.get(`${folder}/node_modules/${name}`)
      if (nested) return nested
    }
    return byName.get(`node_modules/${name}`)
  }
  return {
    bomFormat: 'CycloneDX',
    specVersion: '1.6',
    version: 1,
    metadata: { component: { type: 'application', ...component(own) } },
    components: bundled.map((each) => ({
      type: 'library',
      ...component(each),
      ...hashOf(lock.packages[each.folder]?.integrity),
    })),
    dependencies: [
      { ref: idOf(own), dependsOn: bundled.map(idOf) },
      ...bundled.map((each) => ({
        ref: idOf(each),
        dependsOn: Object.keys(each.dependencies ?? {}).flatMap((name) => {
          const one = found(each.folder, name)
          return one ? [idOf(one)] : []
        }),
      })),
    ],
  }
}

function nameOf(name: string): { readonly group?: string; readonly name: string } {
  const [scope, plain] = name.split('/')
  return plain === undefined ? { name } : { group: scope as string, name: plain }
}

/** What the lockfile says of the tarball that it was taken from. */
function hashOf(integrity: string | undefined) {
  const [algorithm, base64] = integrity?.split('-') ?? []
  if (algorithm !== 'sha512' || base64 === undefined) return {}
  return { hashes: [{ alg: 'SHA-512', content: Buffer.from(base64, 'base64').toString('hex') }] }
}
