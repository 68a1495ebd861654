CREATE TABLE t (
  id int, -- expect: LR601
  PRIMARY KEY (id)
);
