/**
 * Figures of the index cases as they may leave: every count, mean and curve goes through one gate that hides small groups,
 * and comes out as a flat table which pages, programs, files and the store show alike.
 */
package org.interlaminar.publication.figures;
