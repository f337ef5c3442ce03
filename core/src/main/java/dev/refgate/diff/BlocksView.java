package dev.refgate.diff;

/** The view of blocks and edges, or the reason why there is none. */
public sealed interface BlocksView permits BlocksDiff, NoBlocksView {}
