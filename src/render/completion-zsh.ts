// What is offered at each place → a completion script for zsh, to be sourced or to stand in a folder of \x.

import { type Offer, offerFunction, type Word } from './completion.ts'

/** Up to the first colon that has no backslash it is what is typed, then what is shown beside it. */
const described = ({ id, means }: Word): string => id.replace(/[\\:]/g, '\\$&') + (means && `:${means}`)

export const zshScript = (offers: readonly Offer[]): string => `#compdef pick-llm
${offerFunction('_pick-llm-offer', offers, described)}
_pick-llm() {
  local at= flag= ended= operands=0 kind= many= word place i
  local -a offered
  for ((i = 2; i < CURRENT; i++)); do
    word=\${(Q)words[i]}
    if [[ -n $flag ]]; then
      flag=
    elif [[ -z $ended && $word == -- ]]; then
      ended=1
    elif [[ -z $ended && $word == -* ]]; then
      if _pick-llm-offer "v/$at/$word"; then flag=$word; fi
    elif [[ -z $ended && $operands == 0 ]] && _pick-llm-offer "f/\${at:+$at }$word"; then
      at="\${at:+$at }$word"
    else
      operands=1
    fi
  done
  if [[ -z $flag$ended && $PREFIX == --*=* ]]; then
    flag=\${PREFIX%%=*}
    compset -P 1 '*='
  fi
  if [[ -n $flag ]]; then
    place="v/$at/$flag"
  elif [[ -z $ended && $PREFIX == -* ]]; then
    place="f/$at"
  else
    place="c/$at"
  fi
  _pick-llm-offer "$place" || return 1
  case $kind in
  files) _files ;;
  words)
    if [[ $place == c/* && $operands == 1 ]]; then return 1; fi
    if [[ -n $many ]]; then compset -P '*,'; fi
    _describe -V -t values value offered
    ;;
  *) return 1 ;;
  esac
}
if [[ $funcstack[1] == _pick-llm ]]; then _pick-llm "$@"; else compdef _pick-llm pick-llm; fi
`
