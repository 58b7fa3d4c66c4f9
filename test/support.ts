// What several tests need: the built-in tree, and the maker that stands for this program.

import { rules } from 'virtual:built-in-rules'
import { type Maker, recommend } from '../src/advise/recommend.ts'
import type { RecommendationJson } from '../src/contract.ts'
import { link } from '../src/rules/link.ts'
import type { Answers, Request, Settings, Tree } from '../src/types.ts'

export const tree: Tree = link(rules)

export const maker: Maker = { version: '0.0.0', sha256: 'test', catalogSha256: 'test', overlays: [], files: [] }

export const advise = (answers: Answers, settings: Settings = {}, more: Partial<Request> = {}): RecommendationJson =>
  recommend(tree, { answers, settings, ...more }, maker)
