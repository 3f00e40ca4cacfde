import type { Field, IcebergType } from '../iceberg/schema.js';
import type { Step } from './sampleTable.js';

/* The words in which the tables of the sample are told. */

export const text: IcebergType = { kind: 'primitive', name: 'string' };
export const long: IcebergType = { kind: 'primitive', name: 'long' };
export const int: IcebergType = { kind: 'primitive', name: 'int' };
export const date: IcebergType = { kind: 'primitive', name: 'date' };
export const money = (digits: number): IcebergType => ({
  kind: 'primitive',
  name: `decimal(${digits}, 2)`,
});

export function optional(id: number, name: string, type: IcebergType, doc?: string): Field {
  return { id, name, type, required: false, ...(doc === undefined ? {} : { doc }) };
}

export function required(id: number, name: string, type: IcebergType, doc: string): Field {
  return { id, name, type, required: true, doc };
}

export function load(at: string, from: string, where: string): Step {
  return { kind: 'append', at, rows: `SELECT * FROM ${from} WHERE ${where}` };
}
