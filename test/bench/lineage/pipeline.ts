/** A file of a workspace of so many: a table of twelve columns and more, and a query of it. */
export function pipeline(at: number, files: number): string {
  const columns = Array.from(
    { length: 12 },
    (_, column) => `  o.amount * ${column} AS m${column},`,
  );
  return `-- Pipeline ${at}
CREATE OR REPLACE TABLE gold.t${at} AS
WITH o AS (SELECT * FROM silver.orders WHERE status <> 'cancelled')
SELECT
  c.country,
${columns.join('\n')}
  sum(o.amount) AS revenue,
  max(p.revenue) AS before
FROM o
JOIN silver.customers AS c ON c.customer_id = o.customer_id
LEFT JOIN gold.t${(at + files - 1) % files} AS p ON p.country = c.country
WHERE o.status = 'shipped'
GROUP BY ALL;

SELECT country, revenue FROM gold.t${at} ORDER BY revenue DESC;
`;
}
