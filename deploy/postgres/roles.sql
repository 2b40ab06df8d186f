-- Two roles: the owner changes tables, the web role reads and writes rows. The passwords are read from files.
\set owner_password `cat "${SECRETS:-/run/secrets}/owner_password"`
\set web_password `cat "${SECRETS:-/run/secrets}/web_password"`

CREATE ROLE peerchat_owner LOGIN PASSWORD :'owner_password';
CREATE ROLE peerchat_web LOGIN PASSWORD :'web_password';

-- In the template, so that a database that is made again from a backup gives the same rights.
\connect template1
ALTER DEFAULT PRIVILEGES FOR ROLE peerchat_owner GRANT SELECT, INSERT, UPDATE, DELETE ON TABLES TO peerchat_web;
ALTER DEFAULT PRIVILEGES FOR ROLE peerchat_owner GRANT USAGE, SELECT ON SEQUENCES TO peerchat_web;

CREATE DATABASE peerchat OWNER peerchat_owner TEMPLATE template1 ENCODING 'UTF8';
REVOKE ALL ON DATABASE peerchat FROM PUBLIC;
GRANT CONNECT ON DATABASE peerchat TO peerchat_web;

-- What fails is told to the program that asked, and not to the log: its message quotes what people typed.
SELECT format('ALTER ROLE %I SET %s = %L', role, name, value)
FROM unnest(ARRAY['peerchat_owner', 'peerchat_web']) AS role, (VALUES
    ('log_min_messages', 'log'),
    ('log_min_error_statement', 'panic'),
    ('log_error_verbosity', 'terse'),
    ('log_statement', 'none'),
    ('log_min_duration_statement', '-1'),
    ('log_min_duration_sample', '-1'),
    ('log_transaction_sample_rate', '0'),
    ('log_lock_waits', 'off'),
    ('log_parameter_max_length', '0'),
    ('log_parameter_max_length_on_error', '0')
) AS quiet (name, value)
\gexec
