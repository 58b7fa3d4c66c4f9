// What is offered at each place → a completion script for bash, from 3.2 on.

import { type Offer, offerFunction } from './completion.ts'

/** Nothing is expanded: `compgen -W` would run what stands in its words. Files are left to the shell. */
export const bashScript = (offers: readonly Offer[]): string => `# pick-llm: completion for bash
${offerFunction('_pick_llm_offer', offers, ({ id }) => id)}
_pick_llm() {
  local at= flag= ended= operands=0 head= kind= many= word place i
  local -a offered
  COMPREPLY=()
  for ((i = 1; i < COMP_CWORD; i++)); do
    word=\${COMP_WORDS[i]}
    if [[ -n $flag ]]; then
      # The shell splits at the sign of equality.
      [[ $word == '=' ]] || flag=
    elif [[ -z $ended && $word == -- ]]; then
      ended=1
    elif [[ -z $ended && $word == -* ]]; then
      if _pick_llm_offer "v/$at/$word"; then flag=$word; fi
    elif [[ -z $ended && $operands == 0 ]] && _pick_llm_offer "f/\${at:+$at }$word"; then
      at="\${at:+$at }$word"
    else
      operands=1
    fi
  done
  word=\${COMP_WORDS[COMP_CWORD]}
  if [[ -n $flag && $word == '=' ]]; then word=; fi
  if [[ -z $flag$ended && $word == --*=* ]]; then
    flag=\${word%%=*}
    head=$flag=
    word=\${word#*=}
  fi
  if [[ -n $flag ]]; then
    place="v/$at/$flag"
  elif [[ -z $ended && $word == -* ]]; then
    place="f/$at"
  else
    place="c/$at"
  fi
  _pick_llm_offer "$place" || kind=text
  if [[ $kind == files ]]; then return; fi
  compopt +o default 2>/dev/null
  if [[ $place == c/* && $operands == 1 ]]; then return; fi
  if [[ -n $many ]]; then
    head+=\${word%"\${word##*,}"}
    word=\${word##*,}
  fi
  for place in \${offered[@]+"\${offered[@]}"}; do
    if [[ $place == "$word"* ]]; then
      printf -v place %q "$place"
      COMPREPLY+=("$head$place")
    fi
  done
}
complete -o default -F _pick_llm pick-llm
`
