/**
 * Why a person is tagged as they are, and not otherwise: one structured explanation of one case, in words a clinician
 * understands. Pure: a case in, sentences and facts out; who shows them, and how, is {@code operations}.
 */
package org.interlaminar.explanation;
