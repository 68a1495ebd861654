-- lockstep:allow LR237 release 41 made sure
ALTER TABLE orders ENABLE ROW LEVEL SECURITY;
ALTER TABLE orders ENABLE ROW LEVEL SECURITY; -- expect: LR237
