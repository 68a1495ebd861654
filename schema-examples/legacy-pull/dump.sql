-- Harbor Supply's stock keeping before lockstep, as a dump of its database. It began as an export of a desktop
-- database and grew by hand: serial columns, mixed-case names, constraints that nobody named, two styles of id.
SET client_encoding = 'UTF8';
SET standard_conforming_strings = on;
SET check_function_bodies = false;

CREATE SCHEMA archive;

CREATE TABLE "Customer" (
    "CustomerID" serial PRIMARY KEY,
    "Name" varchar(80) NOT NULL,
    "E-Mail" varchar(120) UNIQUE,
    "VIP?" boolean DEFAULT false,
    created timestamp DEFAULT now()
);
COMMENT ON TABLE "Customer" IS 'imported from CUST.DBF, don''t touch';
COMMENT ON COLUMN "Customer"."VIP?" IS 'since 2009';

CREATE SEQUENCE article_no START 1000 INCREMENT 10;

CREATE TABLE tbl_article (
    art_no integer DEFAULT nextval('article_no') NOT NULL,
    descr text,
    price numeric(10,2) CHECK (price > 0),
    "group" char(3) DEFAULT 'ROP',
    CHECK ("group" <> '' AND descr IS NOT NULL),
    PRIMARY KEY (art_no)
);
ALTER SEQUENCE article_no OWNED BY tbl_article.art_no;

CREATE TABLE "Order" (
    id bigserial,
    "CustomerID" integer REFERENCES "Customer" ON UPDATE CASCADE ON DELETE SET NULL,
    art_no integer NOT NULL REFERENCES tbl_article,
    qty smallint DEFAULT 1,
    ordered date DEFAULT ('now'::text)::date,
    UNIQUE ("CustomerID", art_no, ordered)
);
ALTER TABLE ONLY "Order" ADD PRIMARY KEY (id);
ALTER TABLE "Order" ADD CHECK (qty BETWEEN 1 AND 999);

CREATE INDEX idx1 ON "Order" USING btree (ordered DESC NULLS LAST);
CREATE INDEX "Order_vip" ON "Order" ("CustomerID") WHERE qty > 10;
CREATE UNIQUE INDEX ON tbl_article (lower(descr), "group");
CREATE INDEX article_descr_like ON tbl_article (descr varchar_pattern_ops);

CREATE TABLE archive."Order" (LIKE public."Order");

CREATE VIEW "all orders" AS
    SELECT o.id, c."Name" AS "for", a.descr, o.qty * a.price AS total
      FROM "Order" o LEFT JOIN "Customer" c ON c."CustomerID" = o."CustomerID" NATURAL JOIN tbl_article a;
