/** English counts: `1 lead`, `2 leads`. */
export const plural = (count: number, one: string, many: string) => `${count} ${count === 1 ? one : many}`;
