-- From silver to what people look at (gold).

CREATE OR REPLACE TABLE gold.daily_revenue AS
SELECT
  CAST(ordered_at AS DATE) AS day,
  country,
  count(*) AS orders,
  CAST(sum(amount) AS DECIMAL(14, 2)) AS revenue,
  count(DISTINCT customer_id) AS customers
FROM silver.orders
WHERE status <> 'cancelled'
GROUP BY ALL;

CREATE OR REPLACE TABLE gold.customer_value (
  customer_id BIGINT,
  country VARCHAR,
  first_order DATE,
  last_order DATE,
  orders BIGINT,
  spent DECIMAL(14, 2),
  segment VARCHAR
);

INSERT INTO gold.customer_value
SELECT
  c.customer_id,
  c.country,
  CAST(min(o.ordered_at) AS DATE),
  CAST(max(o.ordered_at) AS DATE),
  count(o.order_id),
  coalesce(CAST(sum(o.amount) AS DECIMAL(14, 2)), 0),
  CASE
    WHEN count(o.order_id) = 0 THEN 'never bought'
    WHEN sum(o.amount) >= 1500 THEN 'regular'
    ELSE 'occasional'
  END
FROM silver.customers AS c
LEFT JOIN silver.orders AS o ON o.customer_id = c.customer_id AND o.status = 'shipped'
GROUP BY c.customer_id, c.country;

CREATE OR REPLACE VIEW gold.top_products AS
SELECT
  p.sku,
  p.title,
  p.category,
  sum(l.quantity) AS sold,
  sum(l.amount) AS revenue,
  sum(l.quantity * p.margin) AS margin
FROM silver.order_lines AS l
JOIN silver.products AS p ON p.sku = l.sku
GROUP BY p.sku, p.title, p.category;
