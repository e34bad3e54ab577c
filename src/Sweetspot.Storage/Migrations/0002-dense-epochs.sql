-- Of a final training's epochs, those before pruning; null where nothing is pruned.
alter table trial add column dense integer;
