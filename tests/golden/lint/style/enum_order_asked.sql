-- levels: enum-without-place=warning
ALTER TYPE mood ADD VALUE 'a'; -- expect: LR612
-- squawk: require-lock-timeout require-statement-timeout: it locks no table
ALTER TYPE mood ADD VALUE 'b' AFTER 'a';
