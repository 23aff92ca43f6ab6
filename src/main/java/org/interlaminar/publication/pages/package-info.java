/** Pages for people: numbers are read in one snapshot, formatted here, drawn by templates that work without scripts. */
package org.interlaminar.publication.pages;
