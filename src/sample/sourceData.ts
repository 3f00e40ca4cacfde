/**
 * The shop's raw data as DuckDB's SQL: what arrives in `bronze`. Kettle & Kiln sells tea and
 * pottery. Drawn from hashes of row numbers, so that every run gives the same rows.
 */
export const sourceData = `
CREATE SCHEMA bronze;
CREATE SCHEMA silver;
CREATE SCHEMA gold;

-- A number from 0 up to 1 that depends on nothing but its arguments.
CREATE MACRO draw(i, salt) AS (hash(i::BIGINT, salt::VARCHAR) % 1000003) / 1000003.0;
CREATE MACRO pick(items, i, salt) AS items[1 + floor(draw(i, salt) * len(items))::INTEGER];

CREATE TABLE bronze.products (
  sku VARCHAR, title VARCHAR, category VARCHAR, price DECIMAL(10, 2), cost DECIMAL(10, 2), tags VARCHAR[]
);
INSERT INTO bronze.products VALUES
  ('TEA-001', 'Assam Second Flush', 'tea', 12.50, 5.10, ['black', 'malty']),
  ('TEA-002', 'Darjeeling First Flush', 'tea', 19.00, 9.40, ['black', 'floral']),
  ('TEA-003', 'Earl Grey Blue Flower', 'tea', 11.00, 4.20, ['black', 'citrus']),
  ('TEA-004', 'Sencha Kagoshima', 'tea', 16.50, 7.80, ['green', 'grassy']),
  ('TEA-005', 'Gyokuro Yame', 'tea', 34.00, 19.50, ['green', 'umami']),
  ('TEA-006', 'Genmaicha', 'tea', 10.50, 3.90, ['green', 'roasted']),
  ('TEA-007', 'Dragon Well', 'tea', 22.00, 11.00, ['green', 'nutty']),
  ('TEA-008', 'White Peony', 'tea', 18.00, 8.60, ['white', 'honey']),
  ('TEA-009', 'Iron Goddess Oolong', 'tea', 21.00, 10.20, ['oolong', 'orchid']),
  ('TEA-010', 'Pu-erh 2014', 'tea', 42.00, 24.00, ['dark', 'earthy']),
  ('TEA-011', 'Rooibos Vanilla', 'tea', 9.50, 3.10, ['herbal', 'sweet']),
  ('TEA-012', 'Peppermint Leaves', 'tea', 7.50, 2.20, ['herbal', 'fresh']),
  ('MUG-001', 'Mug "Harbour"', 'pottery', 24.00, 9.00, ['stoneware', 'blue']),
  ('MUG-002', 'Mug "Moss"', 'pottery', 24.00, 9.00, ['stoneware', 'green']),
  ('MUG-003', 'Espresso cup, set of 2', 'pottery', 28.00, 11.50, ['porcelain']),
  ('MUG-004', 'Yunomi, ash glaze', 'pottery', 32.00, 13.00, ['stoneware', 'ash']),
  ('BWL-001', 'Matcha bowl "Kōyō"', 'pottery', 58.00, 25.00, ['raku']),
  ('BWL-002', 'Ramen bowl', 'pottery', 36.00, 14.00, ['stoneware']),
  ('POT-001', 'Teapot 0.6 l', 'pottery', 64.00, 27.00, ['stoneware']),
  ('POT-002', 'Kyūsu, side handle', 'pottery', 79.00, 36.00, ['tokoname', 'clay']),
  ('POT-003', 'Teapot 1.2 l "Crème brûlée"', 'pottery', 72.00, 30.00, ['stoneware']),
  ('VAS-001', 'Bud vase', 'pottery', 19.00, 6.50, ['porcelain']),
  ('VAS-002', 'Moon jar', 'pottery', 145.00, 70.00, ['porcelain', 'large']),
  ('KET-001', 'Gooseneck kettle', 'equipment', 89.00, 48.00, ['steel', 'electric']),
  ('KET-002', 'Cast-iron kettle', 'equipment', 120.00, 66.00, ['iron']),
  ('ACC-001', 'Bamboo whisk', 'equipment', 18.00, 7.00, ['matcha']),
  ('ACC-002', 'Infuser basket', 'equipment', 14.00, 4.80, ['steel']),
  ('ACC-003', 'Tea timer', 'equipment', 16.00, 6.10, []),
  ('ACC-004', 'Tin, 100 g', 'equipment', 6.50, 1.90, ['tin']),
  ('GFT-001', 'Gift card', 'service', 50.00, 50.00, []),
  ('WRK-001', 'Throwing class, one evening', 'service', 85.00, 40.00, ['class']),
  ('WRK-002', 'Glazing class, weekend', 'service', 190.00, 95.00, ['class']);

CREATE TABLE bronze.customers AS
SELECT
  (1000 + i)::VARCHAR AS customer_id,
  pick(['Ada','Bruno','Chiara','Dmitri','Elif','Femke','Gustav','Hana','Inês','Jonas','Keiko','Lucía',
    'Mads','Noor','Olga','Paweł','Quentin','Rosa','Sven','Tomás','Uma','Vera','Wim','Xenia','Yusuf','Zoë'], i, 'first')
  || ' ' ||
  pick(['Almeida','Berg','Costa','Dubois','Eriksen','Fischer','García','Haddad','Ito','Jansen','Kowalska',
    'Lindqvist','Moreau','Novák','O''Brien','Petrov','Quist','Rossi','Schäfer','Tanaka','Ueda','Vos','Weber','Yılmaz'], i, 'last') AS name,
  'Customer' || (1000 + i) || '@Example.com' AS email,
  pick(['DE','DE','DE','FR','FR','UK','UK','NL','SE','PT','ES','JP'], i, 'country') AS country,
  (DATE '2024-03-01' + floor(draw(i, 'signup') * 660)::INTEGER)::VARCHAR AS signed_up,
  CASE WHEN draw(i, 'erase') < 0.008 THEN 'yes' ELSE 'no' END AS erasure_requested
FROM range(2400) AS t(i);

-- More orders towards the summer, and in the evening.
CREATE TABLE order_seed AS
SELECT
  i,
  50000 + i AS id,
  TIMESTAMP '2026-01-01 00:00:00'
    + to_days(floor(212 * pow(draw(i, 'day'), 0.8))::INTEGER)
    + to_seconds((3600 * (7 + 15 * sqrt(draw(i, 'hour'))))::INTEGER) AS placed,
  1000 + floor(2400 * pow(draw(i, 'customer'), 1.2))::BIGINT AS customer
FROM range(24000) AS t(i);

CREATE TABLE bronze.orders_raw AS
SELECT
  id::VARCHAR AS order_id,
  customer::VARCHAR AS customer_id,
  strftime(placed, '%Y-%m-%d %H:%M:%S') AS ordered_at,
  CASE
    WHEN i % 401 = 0 AND placed < TIMESTAMP '2026-03-01' THEN 'test'
    ELSE pick(['web','web','web','app','app','store'], i, 'channel')
  END AS channel,
  pick(['DE','DE','DE','FR','FR','UK','NL','SE','PT','ES','JP'], customer, 'ship') AS country,
  CASE
    WHEN placed > TIMESTAMP '2026-07-29' THEN 'open'
    WHEN draw(i, 'status') < 0.03 THEN 'returned'
    WHEN draw(i, 'status') < 0.05 THEN 'cancelled'
    ELSE 'shipped'
  END AS status,
  CASE WHEN placed >= TIMESTAMP '2026-06-01' AND draw(i, 'coupon') < 0.18
    THEN pick(['SUMMER10','TEATIME','KILN5'], i, 'code') END AS coupon
FROM order_seed
ORDER BY placed, id;

CREATE TABLE bronze.order_lines_raw AS
SELECT
  id::VARCHAR AS order_id,
  line::INTEGER AS line,
  p.sku,
  (1 + floor(3 * pow(draw(id * 10 + line, 'quantity'), 3)))::INTEGER::VARCHAR AS quantity,
  p.price::VARCHAR AS unit_price
FROM order_seed, range(1, 5) AS l(line)
JOIN (SELECT *, row_number() OVER (ORDER BY sku) AS n FROM bronze.products) AS p
  ON p.n = 1 + floor(32 * pow(draw(id * 10 + line, 'sku'), 1.4))::BIGINT
WHERE line = 1 OR draw(id, 'lines') > line * 0.27
ORDER BY id, line;

CREATE TABLE bronze.web_events AS
SELECT
  'e' || lpad(i::VARCHAR, 6, '0') AS event_id,
  (TIMESTAMP '2026-07-18 00:00:00' + to_microseconds(i * 30240017 % 1209600000000))::TIMESTAMP AT TIME ZONE 'UTC' AS occurred_at,
  's' || (i // 7) AS session,
  CASE WHEN draw(i // 7, 'known') < 0.6 THEN 1000 + floor(2400 * draw(i // 7, 'who'))::BIGINT END AS customer_id,
  pick(['view','view','view','view','search','add_to_cart','checkout'], i, 'action') AS action,
  pick(['/', '/tea', '/pottery', '/classes', '/sale'], i, 'page') AS page,
  struct_pack(
    browser := pick(['Firefox','Safari','Chrome','Edge'], i // 7, 'browser'),
    mobile := draw(i // 7, 'mobile') < 0.55
  ) AS device
FROM range(40000) AS t(i);

-- Whether a review helped is asked since July. A few of them advertise something else.
CREATE TABLE bronze.reviews AS
SELECT
  'r' || lpad(i::VARCHAR, 5, '0') AS review_id,
  p.sku,
  1000 + floor(2400 * pow(draw(i, 'reviewer'), 1.2))::BIGINT AS customer_id,
  TIMESTAMP '2026-05-01 06:00:00' + to_seconds(floor(7900000 * draw(i, 'written'))::INTEGER) AS written_at,
  struct_pack(
    stars := 5 - floor(4.2 * pow(draw(i, 'stars'), 2))::INTEGER,
    recommends := draw(i, 'stars') < 0.72,
    helpful := CASE WHEN draw(i, 'written') >= 0.664 THEN floor(9 * pow(draw(i, 'helpful'), 3))::INTEGER END
  ) AS rating,
  CASE WHEN i % 97 = 13 THEN 'Cheapest tea on the web: teabags4less.example'
    WHEN draw(i, 'stars') < 0.72
    THEN pick(['Lovely, and well packed.', 'Arrived a day late, but worth it.', 'My favourite for years.',
      'A present, and she was happy with it.', 'Just as in the pictures.', 'Would buy it again.'], i, 'text')
    ELSE pick(['Smaller than I thought.', 'Not my taste.', 'Arrived with a crack.', 'Dear for what it is.'], i, 'text')
  END AS text
FROM range(1200) AS t(i)
JOIN (SELECT *, row_number() OVER (ORDER BY sku) AS n FROM bronze.products WHERE category <> 'service') AS p
  ON p.n = 1 + i % 29
ORDER BY written_at, review_id;

-- What was counted in the shops, in pieces; tea in kilograms.
CREATE TABLE bronze.stock_counts AS
SELECT
  shop,
  p.sku,
  counted_on::DATE::VARCHAR AS counted_on,
  CASE p.category
    WHEN 'tea' THEN (1 + floor(draw(p.n, shop || counted_on) * 60)) * 0.25
    ELSE floor(draw(p.n, shop || counted_on) * 40)
  END::DECIMAL(8, 2)::VARCHAR AS on_hand
FROM (SELECT *, row_number() OVER (ORDER BY sku) AS n FROM bronze.products WHERE category <> 'service') AS p,
  (VALUES ('Lisbon'), ('Lyon'), ('Leipzig')) AS s(shop),
  (VALUES ('2026-05-04'), ('2026-06-01'), ('2026-07-06')) AS c(counted_on)
-- A shop counts all of it in May, later what has moved; Lyon closed in June.
WHERE counted_on = '2026-05-04' OR (draw(p.n, shop || counted_on || '?') < 0.4 AND shop <> 'Lyon')
ORDER BY counted_on, shop, p.sku;
`;
