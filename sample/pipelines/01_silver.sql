-- From what arrived (bronze) to what can be trusted (silver): types, one spelling, no test orders.

CREATE OR REPLACE TABLE silver.products AS
SELECT sku, title, category, price, cost, price - cost AS margin, tags
FROM bronze.products;

-- Whoever asked to be forgotten is not carried over.
CREATE OR REPLACE TABLE silver.customers AS
SELECT
  CAST(customer_id AS BIGINT) AS customer_id,
  name AS full_name,
  lower(email) AS email,
  CASE country WHEN 'UK' THEN 'GB' ELSE country END AS country,
  CAST(signed_up AS DATE) AS signed_up
FROM bronze.customers
WHERE erasure_requested = 'no';

CREATE OR REPLACE TABLE silver.order_lines AS
SELECT
  CAST(l.order_id AS BIGINT) AS order_id,
  l.line,
  l.sku,
  p.category,
  CAST(l.quantity AS INTEGER) AS quantity,
  CAST(l.unit_price AS DECIMAL(10, 2)) AS unit_price,
  CAST(CAST(l.quantity AS INTEGER) * CAST(l.unit_price AS DECIMAL(10, 2)) AS DECIMAL(12, 2)) AS amount
FROM bronze.order_lines_raw AS l
JOIN bronze.products AS p ON p.sku = l.sku;

CREATE OR REPLACE TABLE silver.orders AS
WITH totals AS (
  SELECT order_id, sum(quantity) AS items, sum(amount) AS amount
  FROM silver.order_lines
  GROUP BY order_id
)
SELECT
  CAST(o.order_id AS BIGINT) AS order_id,
  CAST(o.customer_id AS BIGINT) AS customer_id,
  CAST(o.ordered_at AS TIMESTAMP) AS ordered_at,
  o.channel,
  CASE o.country WHEN 'UK' THEN 'GB' ELSE o.country END AS country,
  o.status,
  CAST(t.items AS INTEGER) AS items,
  CAST(t.amount AS DECIMAL(12, 2)) AS amount,
  o.coupon
FROM bronze.orders_raw AS o
JOIN totals AS t ON t.order_id = CAST(o.order_id AS BIGINT)
WHERE o.channel <> 'test';

CREATE OR REPLACE TABLE silver.events AS
SELECT event_id, occurred_at, session, customer_id, action, page, device
FROM bronze.web_events;

-- A visit is what one session clicked; customers are known where they had signed in.
CREATE OR REPLACE TABLE silver.visits AS
SELECT
  session,
  min(occurred_at) AS started_at,
  customer_id,
  count(*) AS clicks,
  bool_or(action = 'checkout') AS bought
FROM silver.events
GROUP BY session, customer_id;

CREATE OR REPLACE TABLE silver.reviews AS
SELECT
  review_id,
  sku,
  CAST(customer_id AS BIGINT) AS customer_id,
  CAST(written_at AS TIMESTAMP) AS written_at,
  struct_pack(
    stars := rating.stars,
    would_recommend := rating.recommends,
    helpful := rating.helpful
  ) AS rating,
  text
FROM bronze.reviews;

-- The newest count of each shop that is still open.
CREATE OR REPLACE TABLE silver.stock AS
SELECT
  shop,
  sku,
  arg_max(CAST(on_hand AS DOUBLE), counted_on) AS on_hand,
  max(CAST(counted_on AS DATE)) AS counted_on
FROM bronze.stock_counts
WHERE shop <> 'Lyon'
GROUP BY shop, sku;
