// A count and a noun → "1 workload", "2 workloads".

export const counted = (count: number, noun: string): string => `${count} ${noun}${count === 1 ? '' : 's'}`
