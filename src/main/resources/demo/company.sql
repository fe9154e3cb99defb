-- The Caravan Trading Company: what `dromedary demo` exports. The same every time.
CREATE TYPE order_status AS ENUM ('open', 'paid', 'shipped', 'returned');

CREATE TABLE customers (
    id            integer PRIMARY KEY,
    name          text NOT NULL,
    email         varchar(120),
    country       char(2) NOT NULL,
    credit_limit  numeric(12, 2),
    registered_on date NOT NULL,
    settings      jsonb
);
INSERT INTO customers
SELECT i, 'Customer ' || i,
       CASE WHEN i % 7 <> 0 THEN 'c' || i || '@example.com' END,
       (ARRAY['DE', 'EG', 'IN', 'MA', 'MN', 'TN'])[1 + i % 6],
       CASE WHEN i % 5 <> 0 THEN (i % 1000) * 12.5 END,
       date '2015-01-01' + i % 3650,
       jsonb_build_object('newsletter', i % 2 = 0, 'language', (ARRAY['de', 'ar', 'hi'])[1 + i % 3])
FROM generate_series(1, 50000) i;

CREATE TABLE products (
    sku    uuid PRIMARY KEY,
    name   text NOT NULL,
    weight real,
    price  numeric(10, 2) NOT NULL,
    image  bytea
);
INSERT INTO products
SELECT md5('product ' || i)::uuid, 'Product ' || i, i * 0.125, (i % 500) + 0.99, decode(md5(i::text), 'hex')
FROM generate_series(1, 2000) i;

-- Partitioned by year.
CREATE TABLE orders (
    id          bigint NOT NULL,
    customer_id integer NOT NULL,
    status      order_status NOT NULL,
    ordered_at  timestamptz NOT NULL,
    deliver_by  time
) PARTITION BY RANGE (ordered_at);
CREATE TABLE orders_2023 PARTITION OF orders FOR VALUES FROM ('2023-01-01 00:00:00+00') TO ('2024-01-01 00:00:00+00');
CREATE TABLE orders_2024 PARTITION OF orders FOR VALUES FROM ('2024-01-01 00:00:00+00') TO ('2025-01-01 00:00:00+00');
CREATE TABLE orders_2025 PARTITION OF orders FOR VALUES FROM ('2025-01-01 00:00:00+00') TO ('2026-01-01 00:00:00+00');
INSERT INTO orders
SELECT i, 1 + i % 50000, (ARRAY['open', 'paid', 'shipped', 'returned'])[1 + i % 4]::order_status,
       timestamptz '2023-01-01 00:00:00+00' + i * interval '94 seconds',
       CASE WHEN i % 3 = 0 THEN time '08:00' + (i % 600) * interval '1 minute' END
FROM generate_series(1, 1000000) i;

CREATE TABLE order_lines (
    order_id bigint NOT NULL,
    line     smallint NOT NULL,
    sku      uuid NOT NULL,
    quantity integer NOT NULL,
    price    numeric(10, 2) NOT NULL,
    discount double precision,
    note     text
);
INSERT INTO order_lines
SELECT 1 + (i - 1) / 3, 1 + (i - 1) % 3, md5('product ' || 1 + i % 2000)::uuid, 1 + i % 9, (i % 500) + 0.99,
       CASE WHEN i % 10 = 0 THEN 0.05 END, CASE WHEN i % 50 = 0 THEN 'please handle with care, line ' || i END
FROM generate_series(1, 3000000) i;

CREATE TABLE returns (
    order_id    bigint NOT NULL,
    returned_at timestamp,
    reason      text
);

CREATE TABLE "Customer Reviews" (
    "Review Id"   bigint NOT NULL,
    "Customer"    integer NOT NULL,
    "Stars (1-5)" smallint,
    "Said ""so"""  text
);
INSERT INTO "Customer Reviews"
SELECT i, 1 + i % 50000, 1 + i % 5, 'Review ' || i || ': ' || repeat('good ', i % 20)
FROM generate_series(1, 100000) i;

ANALYZE;
