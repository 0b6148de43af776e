/** Peak levels of a recording as bars of a drawing, one entry per column. Pure. */

/** The loudest peak of each of `columns` equal stretches; silence where there are no peaks. */
export function waveBars(peaks: readonly number[], columns: number): number[] {
  return Array.from({ length: columns }, (_, column) => {
    const from = Math.floor((column * peaks.length) / columns);
    const to = Math.max(from + 1, Math.floor(((column + 1) * peaks.length) / columns));
    let loudest = 0;
    for (let index = from; index < to; index++) loudest = Math.max(loudest, peaks[index] ?? 0);
    return Math.min(1, loudest);
  });
}

/** One SVG path of upright bars from the middle line; `direction` -1 draws upwards, 1 downwards. */
export function barsPath(bars: readonly number[], direction: 1 | -1, half: number): string {
  return bars
    .map((level, column) => {
      const length = level < 0.02 ? 0 : Math.max(1.5, level * (half - 1));
      return length === 0 ? '' : `M${column * 3 + 1} ${half}v${(direction * length).toFixed(1)}`;
    })
    .join('');
}
