# pick-llm: completion for PowerShell
Register-ArgumentCompleter -Native -CommandName 'pick-llm' -ScriptBlock {
  param($wordToComplete, $commandAst, $cursorPosition)
  $offer = {
    param($place)
    if ($place -cin 'c/') { return 'many', 'plain', 'plain', ('it''s ' + [char]0x2018 + '$(x)' + [char]0x2019 + ' `n'), ('it''s ' + [char]0x2018 + '$(x)' + [char]0x2019 + ' `n') }
    if ($place -cin 'f/') { return 'words', '--it', 'plain', '--plain', 'plain', ('--it''s ' + [char]0x2018 + '$(x)' + [char]0x2019 + ' `n'), ('it''s ' + [char]0x2018 + '$(x)' + [char]0x2019 + ' `n') }
    if ($place -cin 'v//--it') { return 'words', 'plain', 'plain', ('it''s ' + [char]0x2018 + '$(x)' + [char]0x2019 + ' `n'), ('it''s ' + [char]0x2018 + '$(x)' + [char]0x2019 + ' `n') }
    if ($place -cin 'v//--plain', ('v//--it''s ' + [char]0x2018 + '$(x)' + [char]0x2019 + ' `n')) { return 'files' }
  }
  $at = ''; $flag = ''; $ended = $false; $operands = $false
  $elements = @($commandAst.CommandElements | Select-Object -Skip 1 | Where-Object { $_.Extent.EndOffset -lt $cursorPosition })
  foreach ($element in $elements) {
    $word = $element.Extent.Text
    if ($flag) { $flag = ''; continue }
    if (-not $ended) {
      if ($word -ceq '--') { $ended = $true; continue }
      if ($word.StartsWith('-')) {
        if (& $offer "v/$at/$word") { $flag = $word }
        continue
      }
      $path = "$at $word".Trim()
      if (-not $operands -and (& $offer "f/$path")) { $at = $path; continue }
    }
    $operands = $true
  }
  $head = ''
  $word = [string]$wordToComplete
  if (-not $flag -and -not $ended -and $word -cmatch '^(--[^=]*)=(.*)$') {
    $flag = $Matches[1]
    $head = "$flag="
    $word = $Matches[2]
  }
  $place = if ($flag) { "v/$at/$flag" } elseif (-not $ended -and $word.StartsWith('-')) { "f/$at" } else { "c/$at" }
  $found = @(& $offer $place)
  if ($found.Count -gt 0 -and $found[0] -ceq 'files') { return }
  if ($found.Count -eq 0 -or $found[0] -ceq 'text' -or ($operands -and $place.StartsWith('c/'))) { return '' }
  if ($found[0] -ceq 'many' -and $word -cmatch '^(.*,)([^,]*)$') {
    $head += $Matches[1]
    $word = $Matches[2]
  }
  $results = @(for ($i = 1; $i -lt $found.Count; $i += 2) {
    $text = $found[$i]
    if (-not $text.StartsWith($word, [StringComparison]::Ordinal)) { continue }
    $means = if ($found[$i + 1]) { $found[$i + 1] } else { $text }
    $typed = if ($text -cmatch '^[a-zA-Z0-9.:%_-]+$') { $text } else {
      "'" + [System.Management.Automation.Language.CodeGeneration]::EscapeSingleQuotedStringContent($text) + "'"
    }
    [System.Management.Automation.CompletionResult]::new("$head$typed", $text, 'ParameterValue', $means)
  })
  if ($results.Count -gt 0) { $results } else { '' }
}
