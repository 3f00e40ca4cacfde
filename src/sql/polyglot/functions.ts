/** Functions of many rows, by the parser's kinds and by the names that reach us as plain functions. */
const aggregates: ReadonlySet<string> = new Set([
  ...['count', 'sum', 'avg', 'min', 'max', 'median', 'mode', 'any_value', 'first', 'last', 'mean'],
  ...['group_concat', 'string_agg', 'list_agg', 'listagg', 'array_agg', 'list', 'collect_list'],
  ...['collect_set', 'map_agg', 'multimap_agg', 'map_union', 'histogram', 'json_array_agg'],
  ...[
    'json_object_agg',
    'object_agg',
    'j_s_o_n_array_agg',
    'j_s_o_n_object_agg',
    'json_group_array',
  ],
  ...[
    'count_if',
    'countif',
    'count_star',
    'sum_if',
    'stddev',
    'stddev_pop',
    'stddev_samp',
    'variance',
  ],
  ...['var_pop', 'var_samp', 'corr', 'covar_pop', 'covar_samp', 'regr_slope', 'regr_intercept'],
  ...[
    'skewness',
    'kurtosis',
    'entropy',
    'approx_distinct',
    'approx_count_distinct',
    'approx_quantile',
  ],
  ...['approx_percentile', 'percentile', 'percentile_approx', 'percentile_cont', 'percentile_disc'],
  ...[
    'quantile',
    'quantile_cont',
    'quantile_disc',
    'approx_top_k',
    'approx_set',
    'approx_most_frequent',
  ],
  ...[
    'logical_and',
    'logical_or',
    'bool_and',
    'bool_or',
    'every',
    'some',
    'bit_and',
    'bit_or',
    'bit_xor',
  ],
  ...[
    'bitwise_and_agg',
    'bitwise_or_agg',
    'bitwise_xor_agg',
    'max_by',
    'min_by',
    'arg_max',
    'arg_min',
  ],
  ...[
    'argmax',
    'argmin',
    'geometric_mean',
    'checksum',
    'reduce_agg',
    'product',
    'fsum',
    'kahan_sum',
  ],
  ...[
    'arbitrary',
    'array_concat_agg',
    'hll',
    'merge',
    'within_group',
    'numeric_histogram',
    'vec_agg',
  ],
]);

export function isAggregate(name: string): boolean {
  return aggregates.has(name);
}

/** Functions that make rows of a value, in `FROM` or `LATERAL VIEW`. */
const explodes: ReadonlySet<string> = new Set([
  ...['unnest', 'explode', 'explode_outer', 'posexplode', 'posexplode_outer', 'inline'],
  ...['inline_outer', 'stack', 'flatten', 'json_tuple', 'variant_explode'],
]);

export function isExplode(name: string): boolean {
  return explodes.has(name);
}
