-- Roles and database of one service; run by a superuser with psql 14 or later, once a service:
--   SERVICE=tenancy OWNER_PASSWORD=... APP_PASSWORD=... psql -v ON_ERROR_STOP=1 -f database.sql
-- Run again, it changes nothing but the passwords. The owner makes tables, in the migration job only; the
-- service signs in as the role that owns nothing, and row-level security holds for it. The job gives it its rights.
\getenv service SERVICE
\getenv owner_password OWNER_PASSWORD
\getenv app_password APP_PASSWORD
SELECT format('CREATE ROLE %I', :'service' || kind)
  FROM (VALUES ('_owner'), ('_app')) AS roles (kind)
 WHERE NOT EXISTS (SELECT FROM pg_roles WHERE rolname = :'service' || kind) \gexec
SELECT format('ALTER ROLE %I LOGIN NOSUPERUSER NOCREATEDB NOCREATEROLE NOREPLICATION NOBYPASSRLS PASSWORD %L', :'service' || kind, password)
  FROM (VALUES ('_owner', :'owner_password'), ('_app', :'app_password')) AS roles (kind, password) \gexec
SELECT format('CREATE DATABASE %I OWNER %I TEMPLATE template0 ENCODING %L LC_COLLATE %L LC_CTYPE %L', :'service', :'service' || '_owner', 'UTF8', 'C.UTF-8', 'C.UTF-8')
 WHERE NOT EXISTS (SELECT FROM pg_database WHERE datname = :'service') \gexec
SELECT format('REVOKE ALL ON DATABASE %I FROM PUBLIC', :'service') \gexec
SELECT format('GRANT CONNECT ON DATABASE %I TO %I', :'service', :'service' || '_app') \gexec
