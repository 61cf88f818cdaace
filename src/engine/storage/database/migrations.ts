/** The schema, as numbered migrations. A released one never changes; new ones are added at the end. */

export const migrations: readonly string[] = [
  `
  CREATE TABLE jobs (
    id TEXT PRIMARY KEY,
    group_id TEXT,
    state TEXT NOT NULL,
    kind TEXT NOT NULL,
    prompt TEXT NOT NULL,
    provider_id TEXT NOT NULL,
    provider_name TEXT NOT NULL,
    provider_type TEXT NOT NULL,
    created_at INTEGER NOT NULL,
    updated_at INTEGER NOT NULL,
    finished_at INTEGER,
    delivery TEXT NOT NULL,
    delivery_claimed_at INTEGER,
    cancel_requested INTEGER NOT NULL DEFAULT 0,
    window_id TEXT NOT NULL,
    -- Everything else of a job, as JSON: read and written whole, never searched.
    facts TEXT NOT NULL
  ) STRICT;
  CREATE INDEX jobs_by_state ON jobs (state, created_at);
  CREATE INDEX jobs_by_time ON jobs (created_at DESC);
  CREATE INDEX jobs_by_change ON jobs (updated_at);
  CREATE INDEX jobs_undelivered ON jobs (delivery) WHERE delivery IN ('pending', 'claimed');

  CREATE TABLE images (
    id TEXT PRIMARY KEY,
    job_id TEXT NOT NULL REFERENCES jobs (id) ON DELETE CASCADE,
    position INTEGER NOT NULL,
    prompt TEXT NOT NULL,
    hash TEXT NOT NULL,
    mime_type TEXT NOT NULL,
    extension TEXT NOT NULL,
    size INTEGER NOT NULL,
    width INTEGER NOT NULL,
    height INTEGER NOT NULL,
    has_alpha INTEGER NOT NULL,
    favourite INTEGER NOT NULL DEFAULT 0,
    created_at INTEGER NOT NULL,
    delivered_to TEXT,
    file_name TEXT NOT NULL,
    UNIQUE (job_id, position)
  ) STRICT;
  CREATE INDEX images_by_time ON images (created_at DESC);
  CREATE INDEX images_by_hash ON images (hash);

  -- Trigrams find parts of words and need no word boundaries, so Chinese works too.
  CREATE VIRTUAL TABLE prompts USING fts5 (prompt, negative_prompt, content = '', contentless_delete = 1, tokenize = 'trigram');

  CREATE TABLE lease (
    name TEXT PRIMARY KEY,
    holder TEXT NOT NULL,
    expires_at INTEGER NOT NULL
  ) STRICT;

  CREATE TABLE secret_index (
    provider_id TEXT NOT NULL,
    name TEXT NOT NULL,
    origin TEXT NOT NULL,
    PRIMARY KEY (provider_id, name, origin)
  ) STRICT;
  `,
  `
  CREATE TABLE provider_health (
    provider_id TEXT PRIMARY KEY,
    health TEXT NOT NULL
  ) STRICT;
  `,
  `
  -- Hidden at once, deleted for good only later, so that it can be undone.
  ALTER TABLE images ADD COLUMN deleted_at INTEGER;
  ALTER TABLE jobs ADD COLUMN deleted_at INTEGER;
  ALTER TABLE jobs ADD COLUMN model TEXT GENERATED ALWAYS AS (json_extract(facts, '$.model')) VIRTUAL;
  ALTER TABLE jobs ADD COLUMN submitted_at INTEGER GENERATED ALWAYS AS (json_extract(facts, '$.submittedAt')) VIRTUAL;
  CREATE INDEX jobs_by_provider ON jobs (provider_id, created_at DESC);
  CREATE INDEX jobs_deleted ON jobs (deleted_at) WHERE deleted_at IS NOT NULL;
  CREATE INDEX images_deleted ON images (deleted_at) WHERE deleted_at IS NOT NULL;
  CREATE INDEX images_favourite ON images (created_at DESC) WHERE favourite = 1;
  `,
  `
  -- What became of an entry is a change of its job: other windows ask for changes by time.
  CREATE TRIGGER images_touched AFTER UPDATE OF favourite, deleted_at ON images BEGIN
    UPDATE jobs SET updated_at = (SELECT MAX(updated_at) FROM jobs) + 1 WHERE id = NEW.job_id;
  END;
  CREATE TRIGGER jobs_touched AFTER UPDATE OF deleted_at ON jobs BEGIN
    UPDATE jobs SET updated_at = (SELECT MAX(updated_at) FROM jobs) + 1 WHERE id = NEW.id;
  END;
  `,
  `
  -- Not tied to its job: what is deleted from the history was spent all the same.
  CREATE TABLE ledger (
    job_id TEXT PRIMARY KEY,
    provider_id TEXT NOT NULL,
    provider_name TEXT NOT NULL,
    -- When it was reserved: the day and the month that it counts for.
    at INTEGER NOT NULL,
    state TEXT NOT NULL,
    -- NULL: the price is not known; without a currency: free.
    estimated REAL,
    currency TEXT,
    price_date TEXT,
    -- What the service itself said.
    reported REAL,
    reported_currency TEXT
  ) STRICT;
  CREATE INDEX ledger_by_time ON ledger (at);
  INSERT INTO ledger (job_id, provider_id, provider_name, at, state, reported, reported_currency)
    SELECT id, provider_id, provider_name, COALESCE(json_extract(facts, '$.submittedAt'), created_at),
      CASE state WHEN 'done' THEN 'settled' WHEN 'lost' THEN 'open' WHEN 'overdue' THEN 'open'
        WHEN 'failed' THEN 'settled' WHEN 'cancelled' THEN 'open' ELSE 'reserved' END,
      CAST(json_extract(facts, '$.cost.amount') AS REAL),
      CASE WHEN lower(json_extract(facts, '$.cost.unit')) GLOB '[a-z][a-z][a-z]'
        THEN upper(json_extract(facts, '$.cost.unit')) ELSE lower(json_extract(facts, '$.cost.unit')) END
    FROM jobs WHERE json_extract(facts, '$.cost.amount') IS NOT NULL;
  `,
  `
  -- How wide each picture of a job is, as one character: width by height in thousandths. Thus a wall of all pictures can be
  -- laid out without reading any of them.
  ALTER TABLE jobs ADD COLUMN shapes TEXT;
  UPDATE jobs SET shapes = (SELECT group_concat(char(max(125, min(8000, width * 1000 / height))), '') FROM
    (SELECT width, height FROM images WHERE job_id = jobs.id AND deleted_at IS NULL ORDER BY position));
  CREATE TRIGGER images_shaped AFTER INSERT ON images BEGIN
    UPDATE jobs SET shapes = (SELECT group_concat(char(max(125, min(8000, width * 1000 / height))), '') FROM
      (SELECT width, height FROM images WHERE job_id = NEW.job_id AND deleted_at IS NULL ORDER BY position))
    WHERE id = NEW.job_id;
  END;
  CREATE TRIGGER images_reshaped AFTER UPDATE OF deleted_at ON images BEGIN
    UPDATE jobs SET shapes = (SELECT group_concat(char(max(125, min(8000, width * 1000 / height))), '') FROM
      (SELECT width, height FROM images WHERE job_id = NEW.job_id AND deleted_at IS NULL ORDER BY position))
    WHERE id = NEW.job_id;
  END;
  CREATE INDEX jobs_seen ON jobs (created_at, deleted_at, state, shapes, kind);
  CREATE INDEX jobs_by_model ON jobs (model, created_at);
  `,
  `
  -- Files of the image store that were written for something that has no use for them any more: to be deleted after a while.
  CREATE TABLE leftovers (
    hash TEXT PRIMARY KEY,
    extension TEXT NOT NULL,
    -- Since when.
    at INTEGER NOT NULL
  ) STRICT;
  -- Before, jobs kept at their end what had been on its way to them, and nothing took it away.
  INSERT OR IGNORE INTO leftovers (hash, extension, at)
    SELECT json_extract(value, '$.hash'), json_extract(value, '$.extension'), updated_at
      FROM jobs, json_each(facts, '$.arriving')
      WHERE state IN ('queued', 'done', 'failed', 'cancelled') AND json_extract(value, '$.hash') IS NOT NULL
    UNION ALL SELECT json_extract(value, '$.hash'), json_extract(value, '$.extension'), updated_at
      FROM jobs, json_each(facts, '$.pending')
      WHERE state IN ('queued', 'done', 'failed', 'cancelled') AND json_extract(value, '$.hash') IS NOT NULL;
  UPDATE jobs SET facts = json_remove(facts, '$.arriving', '$.pending')
    WHERE state IN ('queued', 'done', 'failed', 'cancelled')
      AND (json_extract(facts, '$.arriving') IS NOT NULL OR json_extract(facts, '$.pending') IS NOT NULL);
  `,
  `
  -- How many images the estimate is for. NULL: it does not depend on their number, or it was made before.
  ALTER TABLE ledger ADD COLUMN images INTEGER;
  `,
];
