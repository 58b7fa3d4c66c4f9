// What is offered at each place → a completion script for fish, from 3.0 on.

import type { Accepts, Offer } from './completion.ts'

/** In single quotes, fish reads a backslash before a backslash or a quote. */
const quoted = (text: string): string => `'${text.replace(/[\\']/g, '\\$&')}'`

/** What is offered is printed, and its kind is the status: 0 words, 2 files, 3 text, 4 words with commas; 1 is no such place. */
function printed(accepts: Accepts): string {
  if (accepts.kind !== 'words') return `return ${{ files: 2, text: 3 }[accepts.kind]}`
  const words = accepts.words.map(({ id, means }) => `${quoted(id)} ${quoted(means)}`)
  const print = words.length > 0 ? `printf '%s\\t%s\\n' ${words.join(' ')}; ` : ''
  return `${print}return ${accepts.many ? 4 : 0}`
}

/** Texts reach `complete` as output of a function: those that stand in `--arguments` would be expanded. */
export const fishScript = (offers: readonly Offer[]): string => `# pick-llm: completion for fish
function __pick_llm_offer
  switch "$argv[1]"
${offers.map(({ places, accepts }) => `    case ${places.map(quoted).join(' ')}\n      ${printed(accepts)}`).join('\n')}
  end
  return 1
end
function __pick_llm
  set -l at ''
  set -l flag ''
  set -l ended ''
  set -l operands ''
  set -l tokens (commandline -opc)
  for word in $tokens[2..-1]
    if test -n "$flag"
      set flag ''
      continue
    end
    if test -z "$ended"
      switch "$word"
        case --
          set ended yes
          continue
        case '-*'
          __pick_llm_offer "v/$at/$word" >/dev/null
          if test $status -ne 1
            set flag "$word"
          end
          continue
      end
      if test -z "$operands"; and __pick_llm_offer "f/"(string trim -- "$at $word") >/dev/null
        set at (string trim -- "$at $word")
        continue
      end
    end
    set operands yes
  end
  set -l head ''
  set -l word (commandline -ct)
  if test -z "$flag$ended"; and string match -q -- '--*=*' "$word"
    set flag (string replace -r '=.*' '' -- "$word")
    set head "$flag="
    set word (string replace -r '^[^=]*=' '' -- "$word")
  end
  set -l place "c/$at"
  if test -n "$flag"
    set place "v/$at/$flag"
  else if test -z "$ended"; and string match -q -- '-*' "$word"
    set place "f/$at"
  end
  set -l lines (__pick_llm_offer "$place")
  switch $status
    case 0
      if test -n "$operands"; and string match -q 'c/*' -- "$place"
        return
      end
    case 2
      set lines (__fish_complete_path "$word" '')
    case 4
      set head "$head"(string match -r '.*,' -- "$word"; or echo)
    case '*'
      return
  end
  string join \\n -- "$head"$lines
end
complete -c pick-llm -e
complete -c pick-llm -k -f -a '(__pick_llm)'
`
