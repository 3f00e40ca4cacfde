import type { Output, Select } from '../tree.js';

/** `*`. */
export const plainStar: Output = {
  kind: 'star',
  qualifier: [],
  except: [],
  replace: [],
  rename: [],
};

/** A SELECT of nothing. */
export const emptySelect: Select = {
  kind: 'select',
  outputs: [],
  from: [],
  where: [],
  groupBy: [],
  groupByAll: false,
  distinct: false,
  having: [],
  qualify: [],
  windows: [],
  distinctOn: [],
  sampled: false,
};
