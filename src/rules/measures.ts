// How a measure stands in a condition, for messages.

export const measureWanted = 'is compared with figures; write `{ at-least: … }` or `{ below: … }` with the id of a figure'
