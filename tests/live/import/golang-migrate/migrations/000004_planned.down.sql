DROP VIEW planned;
