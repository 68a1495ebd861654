-- by hand

-- migrate:up transaction:false
ALTER TYPE visit_state ADD VALUE 'missed' AFTER 'planned';

-- migrate:down transaction:false

