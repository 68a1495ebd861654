--
-- PostgreSQL database dump
--

SET statement_timeout = 0;
SET lock_timeout = 0;
SET client_encoding = 'UTF8';
SET standard_conforming_strings = on;
SELECT pg_catalog.set_config('search_path', '', false);

CREATE TABLE public.countries (
    code character(2) NOT NULL,
    name text NOT NULL
);

ALTER TABLE public.countries OWNER TO pulled_app;

COPY public.countries (code, name) FROM stdin;
de	Germany
fr	France
\.

ALTER TABLE ONLY public.countries
    ADD CONSTRAINT countries_pkey PRIMARY KEY (code);

GRANT SELECT ON TABLE public.countries TO pulled_reader;
