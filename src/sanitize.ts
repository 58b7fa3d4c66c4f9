// Text from outside → text that is safe to print: nothing in it can move a cursor, change colors or reverse the reading order.

// Stripping whole sequences is not enough (what remains can form a new one), so what could act on a terminal is written out.
const dangerous =
  // biome-ignore lint/suspicious/noMisleadingCharacterClass: each is meant by itself
  // biome-ignore lint/suspicious/noControlCharactersInRegex: these are the characters to find
  /[\u0000-\u0008\u000b-\u001f\u007f-\u009f\u00ad\u061c\u115f\u1160\u17b4\u17b5\u180b-\u180f\u200b-\u200f\u2028-\u202e\u2060-\u206f\u2800\u3164\ufe00-\ufe0f\ufeff\uffa0\ufff0-\ufffb]|\u034f|[\u{1bca0}-\u{1bca3}\u{1d173}-\u{1d17a}\u{e0000}-\u{e0fff}]|[\ud800-\udfff]/gu

/** Writes control, bidirectional and invisible characters out as `\u{…}`; tab and newline stay. Idempotent. */
export const sanitize = (text: string): string =>
  text.replace(dangerous, (character) => `\\u{${(character.codePointAt(0) ?? 0).toString(16)}}`)

/** The same on one line. */
export const sanitizeLine = (text: string): string => sanitize(text).replace(/[\t\n]+/g, ' ')

/**
 * CI runners take lines of a log that begin with `::`, and `##[…]` or `##vso[…]` anywhere in a line, for commands to them. The
 * sign is written out in a way that means the same in JSON.
 */
export const withoutCommands = (text: string): string =>
  text.replace(/^([^\S\n]*)::/gm, '$1\\u003a:').replace(/##(?=[a-z]*\[)/g, '\\u0023#')

const longestEcho = 80

/** What a user wrote, safe and short enough to be repeated in a message. */
export function echo(text: string): string {
  const safe = sanitizeLine(text.slice(0, longestEcho))
  return text.length > longestEcho ? `${safe}…` : safe
}

/** Whether a text holds a character that `sanitize` would write out. */
// Stryker disable next-line Regex: it only saves the longer look, which says the same
export const isClean = (text: string): boolean => /^[ -~]*$/.test(text) || sanitize(text) === text
