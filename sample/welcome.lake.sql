-- %% [notebook] connection=sample schema=gold
-- %% [markdown]
-- # Welcome to Kettle & Kiln
--
-- This folder is a small lakehouse of a shop that sells tea and pottery. Its tables are files beside
-- this notebook, and DuckDB reads them where they lie: nothing leaves your machine.
--
-- | Zone | What is in it |
-- |---|---|
-- | `bronze` | what arrived: CSV, JSON, Parquet, raw Iceberg tables, and one table that is **broken on purpose** |
-- | `silver` | cleaned: types, one spelling, no test orders; with snapshots to travel back to, a branch, and columns that changed |
-- | `gold` | what people look at |
--
-- Run a cell with the arrow at its left, or with Shift+Enter. Hover a table or a column to see what it
-- is and where it comes from; `pipelines/` holds the SQL that made it.
-- %% name=revenue
SELECT day, sum(orders) AS orders, sum(revenue) AS revenue
FROM gold.daily_revenue
GROUP BY day
ORDER BY day;
-- %% [markdown]
-- ## Who buys?
-- %% name=segments
SELECT segment, count(*) AS customers, sum(spent) AS spent, round(avg(orders), 1) AS orders_each
FROM gold.customer_value
GROUP BY segment
ORDER BY spent DESC;
-- %% [markdown]
-- ## What do they buy?
--
-- `top_products` is a view: its SQL is stored in Iceberg's own view format.
-- %% name=products
SELECT title, category, sold, revenue, margin
FROM gold.top_products
ORDER BY revenue DESC
LIMIT 10;
-- %% [markdown]
-- ## Several statements in one cell
--
-- Each has a result of its own.
-- %% name=channels
SELECT channel, count(*) AS orders, sum(amount) AS amount
FROM silver.orders
GROUP BY channel
ORDER BY orders DESC;

SELECT status, count(*) AS orders
FROM silver.orders
GROUP BY status
ORDER BY orders DESC;
-- %% [markdown]
-- ## What was in it before?
--
-- An Iceberg table keeps its snapshots. `AT` reads it as it was: at a tag or branch, at a time in UTC,
-- or at the number of a snapshot, which *Preview* of a snapshot in the tree writes for you.
-- %% name=history
SELECT 'now' AS state, count(*) AS orders, sum(amount) AS amount
FROM silver.orders
UNION ALL
SELECT 'before the clean-up', count(*), sum(amount)
FROM silver.orders AT (VERSION => 'before-cleanup')
UNION ALL
SELECT 'in April', count(*), sum(amount)
FROM silver.orders AT (TIMESTAMP => TIMESTAMP '2026-04-30 12:00:00');
-- %% [markdown]
-- ## What will it be?
--
-- A branch goes its own way until it becomes the table. On `moderation` the reviews that advertise are
-- deleted already.
-- %% name=branch
SELECT 'main' AS branch, count(*) AS reviews, round(avg(rating.stars), 3) AS stars
FROM silver.reviews
UNION ALL
SELECT 'moderation', count(*), round(avg(rating.stars), 3)
FROM silver.reviews AT (VERSION => 'moderation');
-- %% [markdown]
-- ## How much of it was read?
--
-- `visits` has a folder for each day, and in it one for each of four groups of customers. Only the files
-- that can have rows for the question are read: one of seventy.
-- %% name=pruned
SELECT session, started_at, clicks, bought
FROM silver.visits
WHERE customer_id = 1674
  AND started_at >= TIMESTAMPTZ '2026-07-25 00:00:00+00'
  AND started_at < TIMESTAMPTZ '2026-07-26 00:00:00+00';
-- %% [markdown]
-- ## A query to stop
--
-- This one counts for a long time. Run it, then press the Stop button.
-- %% name=long
SELECT count(*)
FROM range(10000000) AS a, range(100000) AS b
WHERE (a.range * b.range) % 7919 = 3;
