package org.interlaminar.intake;

/** Which run and part a version came in, and in which life of its source. */
record Lineage(long run, int part, int epoch) {}
