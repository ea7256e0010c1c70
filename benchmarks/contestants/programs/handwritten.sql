CREATE TABLE users (
    id uuid PRIMARY KEY,
    email text NOT NULL UNIQUE,
    hashed_password text NOT NULL,
    display_name text,
    locale text,
    timezone text,
    preferences jsonb NOT NULL,
    role text NOT NULL,
    is_active boolean NOT NULL,
    created_at timestamptz NOT NULL,
    updated_at timestamptz NOT NULL
);
CREATE INDEX ON users (created_at);
CREATE TABLE refresh_tokens (
    hash text PRIMARY KEY,
    user_id uuid NOT NULL REFERENCES users (id),
    expires_at timestamptz NOT NULL
);
