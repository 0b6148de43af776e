/**
 * A table as rows of complete numbers for linear learners: medians for missing numbers with a column that says so, one column per category.
 * Called by logistic lead scores and uplift; learnt on training rows only.
 */
import { quantileOf } from '../metrics/bootstrap-interval.js';
import { type ColumnSchema, encodeTableRow, schemaOf, type Table } from './table.js';

export interface DesignMatrix {
  readonly kind: 'design-matrix';
  readonly schema: readonly ColumnSchema[];
  /** Median per numeric column; 0 for categories. */
  readonly medians: readonly number[];
  /** Whether the column was ever missing in training. */
  readonly hasMissing: readonly boolean[];
}

/** One dimension of the matrix: which column it comes from, and its name for people. */
export interface DesignDimension {
  readonly column: number;
  readonly name: string;
}

export function learnDesign(table: Table): DesignMatrix {
  return {
    kind: 'design-matrix',
    schema: schemaOf(table),
    medians: table.columns.map((column) => {
      if (column.kind === 'categorical') return 0;
      const known = column.values.filter((value) => !Number.isNaN(value)).sort();
      return known.length > 0 ? quantileOf(known, 0.5) : 0;
    }),
    hasMissing: table.columns.map((column) =>
      column.kind === 'numeric'
        ? column.values.some((v) => Number.isNaN(v))
        : column.values.some((v) => v < 0),
    ),
  };
}

/** Names in the order of `designRow`. */
export function designDimensions(design: DesignMatrix): DesignDimension[] {
  return design.schema.flatMap((column, i) => {
    const names =
      column.kind === 'numeric' ? [column.name] : column.categories.map((c) => `${column.name}: ${c}`);
    if (design.hasMissing[i]) names.push(`${column.name}: missing`);
    return names.map((name) => ({ column: i, name }));
  });
}

/** One encoded row (see `encodeRecord`) as numbers. */
export function designRow(design: DesignMatrix, encoded: ArrayLike<number>): Float64Array {
  const row: number[] = [];
  design.schema.forEach((column, i) => {
    const value = encoded[i]!;
    const isMissing = Number.isNaN(value);
    if (column.kind === 'numeric') row.push(isMissing ? design.medians[i]! : value);
    else for (let code = 0; code < column.categories.length; code++) row.push(value === code ? 1 : 0);
    if (design.hasMissing[i]) row.push(isMissing ? 1 : 0);
  });
  return Float64Array.from(row);
}

export function designRows(design: DesignMatrix, table: Table): Float64Array[] {
  return Array.from({ length: table.rowCount }, (_, i) =>
    designRow(design, encodeTableRow(design.schema, table, i)),
  );
}
