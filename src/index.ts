// The library: load rules, walk, recommend. No files, no terminal, no clock; it runs in a browser as well.

export { type Maker, recommend } from './advise/recommend.ts'
export type { RecommendationJson } from './contract.ts'
export { type Progress, walk } from './engine/walk.ts'
export { FileError, UserError } from './errors.ts'
export { loadRules, type RulesText } from './rules/load.ts'
export type { Answers, Request, Settings, TierId, Tree } from './types.ts'
