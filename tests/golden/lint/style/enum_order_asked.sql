-- levels: enum-without-place=warning
ALTER TYPE mood ADD VALUE 'a'; -- expect: LR612
ALTER TYPE mood ADD VALUE 'b' AFTER 'a';
