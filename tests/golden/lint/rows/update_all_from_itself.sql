UPDATE orders SET note = upper(note); -- expect: LR107
